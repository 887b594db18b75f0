"""The built-in model of vowel marks, as a plug-in: its name and version; what it loads is in ``news_model``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class NewsModel:
    """The project's own model, trained on vowelled news. It loads at the first use, once a process."""

    name = "news"
    version = "4"  # part of the addresses of marked texts: another one for every change of the marks

    @property
    def classes(self) -> tuple[str, ...]:
        """What each class writes on a letter.

        Raises:
            SettingsError: The model cannot be loaded.
        """
        from audionews.diacritizers.news_model import shared  # noqa: PLC0415 - numpy and onnxruntime load when used

        return shared().classes

    def weigh(self, bare: str) -> NDArray[np.float32]:
        """Return the probability of each class for each letter, shape (letters, classes); rows add up to 1.

        Raises:
            SettingsError: The model cannot be loaded.
        """
        from audionews.diacritizers.news_model import shared  # noqa: PLC0415 - numpy and onnxruntime load when used

        return shared().weigh(bare)
