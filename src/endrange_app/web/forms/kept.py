"""Forms over what is kept already, where another window may have changed it meanwhile."""

from typing import Any

from django import forms


class KeptForm(forms.Form):
    """Each field remembers what the page had shown, so that only what was changed is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    @property
    def said(self) -> dict[str, Any]:
        """What was sent; of what was left as the page had shown it, what is kept by now."""
        said = dict(self.cleaned_data)
        if any(self.add_initial_prefix(name) in self.data for name in self.fields):
            left = self.fields.keys() - set(self.changed_data)
            said |= {name: kept for name, kept in self.initial.items() if name in left}
        return said
