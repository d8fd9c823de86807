"""The load map: what each stretch loads at the very least, so that screening reaches it.

Written from anatomy beside the entries; a file may load more, never less.
"""

LOAD_MAP = {
    # Neck
    "neck_upper_trap_seated": "NECK side_flexion, NERVE brachial, VESSEL neck",
    "neck_upper_trap_supine": "NECK side_flexion, SCAP depression, NERVE brachial, VESSEL neck",
    "neck_levator_supine": (
        "NECK flexion, NECK side_flexion, NECK rotation, SCAP depression, NERVE brachial, "
        "VESSEL neck"
    ),
    "neck_levator_seated": (
        "NECK flexion, NECK side_flexion, NECK rotation, SCAP depression, NERVE brachial, "
        "VESSEL neck"
    ),
    "neck_scalenes": "NECK side_flexion, RIBS, VESSEL subclavian, NERVE brachial, VESSEL neck",
    "neck_scm": "NECK side_flexion, NECK rotation, PRESS chest, NERVE brachial, VESSEL neck",
    "neck_suboccipitals": "NECK flexion, NERVE dural, VESSEL neck",
    "neck_rotation": "NECK rotation, NERVE brachial, VESSEL neck",
    "neck_extensors": "NECK flexion, NERVE dural, VESSEL neck",
    # Shoulder
    "teres_major_supine": "SHO flexion, TSP extension, LSP extension, VESSEL subclavian",
    "ant_delt_seated": "SHO extension, ACJ, TENDON biceps, NERVE brachial",
    "post_delt_crossbody_supine": (
        "SHO horizontal_adduction, SHO flexion, SHO internal_rotation, ACJ"
    ),
    "post_delt_seated": "SHO horizontal_adduction, SHO flexion, ACJ",
    "sleeper_sidelying": "SHO internal_rotation, LYING_ON, LEVER long",
    "ir_supine_90": "SHO internal_rotation, SHO abduction, LEVER long",
    "er_supine_low": "SHO external_rotation, LEVER long",
    "er_supine_9090": (
        "SHO external_rotation, SHO abduction, TENDON biceps, NERVE brachial, LEVER long"
    ),
    "supraspinatus_behind_back": "SHO extension, SHO adduction, SHO internal_rotation, ACJ",
    # Upper arm
    "biceps_seated": (
        "SHO extension, ELB extension, FOREARM pronation, NERVE median, TENDON biceps, LEVER long"
    ),
    "triceps_overhead": "SHO flexion, ELB flexion, NERVE ulnar, VESSEL subclavian",
    "elbow_flexors_supine": "ELB extension, NERVE median",
    # Forearm
    "wrist_flexors": "WRI extension, ELB extension, NERVE median",
    "wrist_extensors": "WRI flexion, ELB extension, FOREARM pronation, NERVE radial",
    "finger_flexors": "FINGERS extension, WRI extension, ELB extension, NERVE median, NERVE ulnar",
    "pronators": "FOREARM supination, ELB extension, NERVE median",
    "supinators": "FOREARM pronation, ELB extension, NERVE radial",
    # Wrist and hand
    "thumb_thenar": "THUMB abduction, THUMB extension, NERVE median",
    # Chest
    "pec_standing_behind": (
        "SHO abduction, SHO external_rotation, SHO extension, NERVE brachial, NERVE median"
    ),
    "pec_bilateral_supine": (
        "SHO abduction, SHO external_rotation, SHO extension, NERVE brachial, NERVE median"
    ),
    "pec_behind_head_seated": "SHO abduction, SHO external_rotation, SHO extension, NERVE brachial",
    "pec_sternal_supine": (
        "SHO abduction, SHO external_rotation, SHO extension, NERVE brachial, NERVE median"
    ),
    "pec_clavicular_supine": (
        "SHO abduction, SHO external_rotation, SHO extension, NERVE brachial, NERVE median"
    ),
    "pec_minor_supine": "SCAP retraction, RIBS, NERVE brachial, VESSEL axillary, PRESS chest",
    # Belly and side
    "abdominals_prone_pressup": "LSP extension, TSP extension, NECK extension",
    # Upper back and shoulder blades
    "thoracic_rotation_seated": "TSP rotation, LSP rotation, RIBS",
    "lat_supine_flexion": "SHO flexion, TSP extension, LSP extension, VESSEL subclavian",
    "thoracic_open_book": (
        "LSP rotation, TSP rotation, RIBS, HIP adduction, SHO horizontal_abduction"
    ),
    "lat_seated_overhead": (
        "SHO flexion, TSP extension, LSP extension, NERVE brachial, VESSEL subclavian"
    ),
    "lat_kneeling": "SHO flexion, TSP extension, LSP extension, NERVE brachial, VESSEL subclavian",
    "thoracic_extension_seated": (
        "SHO flexion, TSP extension, LSP extension, NERVE brachial, VESSEL subclavian"
    ),
    "rhomboid_seated_protract": "SHO internal_rotation, SHO horizontal_adduction",
    # Low back
    "lumbar_double_knee": "HIP flexion, LSP flexion, KNEE flexion, PRESS abdomen",
    "lumbar_childs_pose": "LSP flexion, TSP flexion, HIP flexion, KNEE flexion, HEAD_DOWN",
    "ql_sidelying": "LSP side_flexion, RIBS, LYING_ON, HIP adduction",
    "ql_seated_sidebend": "LSP side_flexion, TSP side_flexion, RIBS, SHO abduction",
    "trunk_rotation_crossover": (
        "LSP rotation, TSP rotation, RIBS, HIP adduction, SHO horizontal_abduction"
    ),
    # Buttock
    "glute_knee_chest": "HIP flexion, LSP flexion, KNEE flexion, PRESS abdomen",
    "piri_fig4": (
        "HIP flexion, HIP external_rotation, KNEE varus, KNEE torsion, LSP rotation, NERVE sciatic"
    ),
    "glute_knee_opp_shoulder": (
        "HIP flexion, HIP adduction, KNEE varus, KNEE torsion, LSP rotation, NERVE sciatic, "
        "TENDON gluteal, PRESS abdomen"
    ),
    "piri_supine_high": (
        "HIP flexion, HIP adduction, HIP external_rotation, KNEE varus, KNEE torsion, LSP "
        "rotation, NERVE sciatic"
    ),
    "piri_supine_low": (
        "HIP flexion, HIP adduction, KNEE varus, KNEE torsion, LSP rotation, NERVE sciatic, "
        "TENDON gluteal"
    ),
    "glute_fig4_chair": (
        "HIP flexion, HIP external_rotation, KNEE varus, KNEE torsion, LSP rotation, NERVE sciatic"
    ),
    "rot_prone_ir": "HIP internal_rotation, KNEE torsion, KNEE valgus, LEVER long",
    "rot_supine_ir90": "HIP flexion, HIP internal_rotation, KNEE torsion, KNEE valgus, LEVER long",
    # Side of the hip
    "rot_supine_er90": "HIP flexion, HIP external_rotation, KNEE torsion, KNEE varus, LEVER long",
    "rot_prone_er": "HIP external_rotation, HIP extension, KNEE torsion, KNEE varus, LEVER long",
    "glute_med_supine_adduct": (
        "HIP adduction, KNEE varus, LSP side_flexion, TENDON gluteal, LEVER long"
    ),
    "tfl_sidelying": (
        "HIP adduction, HIP extension, KNEE valgus, LSP extension, NERVE femoral, TENDON "
        "gluteal, LYING_ON"
    ),
    "itb_crossover_straight": (
        "HIP flexion, HIP adduction, KNEE extension, LSP rotation, TSP rotation, RIBS, NERVE "
        "sciatic, TENDON gluteal, SHO horizontal_abduction, LEVER long"
    ),
    # Front of the hip and groin
    "hipflexor_half_kneeling": "HIP extension, LSP extension, NERVE femoral, KNEE flexion",
    "hipflexor_sidelying": "HIP extension, LSP extension, NERVE femoral, KNEE flexion",
    "iliopsoas_thomas_table": (
        "HIP extension, LSP extension, NERVE femoral, HIP flexion, PRESS abdomen"
    ),
    "hipflexor_prone_lift": "HIP extension, LSP extension, NERVE femoral, KNEE flexion",
    "hipflexor_supine_cushion": (
        "HIP extension, LSP extension, NERVE femoral, HIP flexion, PRESS abdomen"
    ),
    # Front of the thigh
    "quad_prone_cleveland": "KNEE flexion, HIP extension, LSP extension, NERVE femoral, PATELLA",
    "quad_prone_table": "KNEE flexion, HIP extension, LSP extension, NERVE femoral, PATELLA",
    "quad_sidelying": (
        "KNEE flexion, HIP extension, LSP extension, NERVE femoral, PATELLA, LYING_ON"
    ),
    "rf_thomas_table": (
        "KNEE flexion, HIP extension, LSP extension, NERVE femoral, PATELLA, HIP flexion, PRESS "
        "abdomen"
    ),
    # Inner thigh
    "add_butterfly_supine": "HIP abduction, HIP external_rotation, PUBIS, KNEE valgus",
    "add_bent_knee_fallout": "HIP abduction, HIP external_rotation, PUBIS, SIJ, KNEE valgus",
    "add_supine_abduct_single": "HIP abduction, PUBIS, KNEE valgus, LEVER long",
    "add_straddle_supine": (
        "HIP flexion, HIP abduction, HIP external_rotation, PUBIS, KNEE valgus, NERVE sciatic, "
        "LEVER long"
    ),
    "add_magnus_armpit": (
        "HIP abduction, PUBIS, HIP external_rotation, HIP flexion, LSP flexion, PRESS abdomen"
    ),
    "add_straddle_seated": "HIP abduction, PUBIS, KNEE valgus, NERVE sciatic",
    "add_sidelying": "HIP abduction, PUBIS, KNEE valgus",
    # Back of the thigh
    "ham_slr_shoulder": "HIP flexion, KNEE extension, LSP flexion, NERVE sciatic",
    "ham_9090_knee_ext": "HIP flexion, KNEE extension, NERVE sciatic",
    "ham_slr_table": "HIP flexion, KNEE extension, LSP flexion, NERVE sciatic, LEVER long",
    "ham_proximal": (
        "HIP flexion, KNEE extension, LSP flexion, NERVE sciatic, TENDON ischial, PRESS abdomen"
    ),
    "ham_lateral_bias": (
        "HIP flexion, HIP adduction, HIP internal_rotation, KNEE extension, LSP flexion, NERVE "
        "sciatic, NERVE fibular, TENDON gluteal, LEVER long"
    ),
    "ham_medial_bias": (
        "HIP flexion, HIP abduction, KNEE extension, KNEE valgus, LSP flexion, NERVE sciatic, "
        "PUBIS, LEVER long"
    ),
    "ham_seated_fold": (
        "HIP flexion, KNEE extension, LSP flexion, TSP flexion, NERVE sciatic, NERVE slump, "
        "TENDON ischial, HEAD_DOWN"
    ),
    "ham_chair_heel": "HIP flexion, KNEE extension, LSP flexion, NERVE sciatic, NERVE slump",
    # Shin
    "tib_ant_pf": "ANK plantarflexion, NERVE fibular",
    "peroneals_inversion": "ANK inversion, NERVE fibular",
    "toe_extensors": "ANK plantarflexion, TOES flexion, NERVE fibular",
    # Calf
    "calf_gastroc_supine": "ANK dorsiflexion, TENDON achilles, NERVE tibial, KNEE extension",
    "calf_soleus_supine": "ANK dorsiflexion, TENDON achilles, NERVE tibial",
    "calf_gastroc_prone": "ANK dorsiflexion, TENDON achilles, NERVE tibial, KNEE extension",
    "calf_soleus_prone": "ANK dorsiflexion, TENDON achilles, NERVE tibial",
    "calf_chair": "ANK dorsiflexion, TENDON achilles, NERVE tibial, KNEE extension, NERVE sciatic",
    "tib_post_eversion": "ANK dorsiflexion, TENDON achilles, NERVE tibial",
    "fhl_great_toe": "ANK dorsiflexion, TOES extension, NERVE tibial",
    # Ankle and foot
    "plantar_fascia": "ANK dorsiflexion, TOES extension, NERVE tibial",
}
