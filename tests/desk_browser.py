"""A desk in a process of its own, and what its tests in a browser share."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audionews.recognition import MODEL

SETTINGS = """
voice = "ar-espeak"

[show]
title = "نشرة الضاد"
description = "أخبار المدينة مقروءة."
author = "صحيفة الضاد"
email = "podcast@example.org"
base_url = "https://podcast.example.org"
link = "https://news.example.org"

[show.sections]
city = "المدينة"
"""
ARTICLE = """\
المحليات
افتتاح حديقة الميناء القديم بعد عامين من العمل
شارك المقال
كتب الناس على الجدار أسماء أشجار غرسها تلاميذ المدرسة في فصل الشتاء الماضي، وبلغ عددها 240 شجرة.
وقالت مهندسة الحديقة إن الممرات كلها من حجر قديم أخرج من قاع المرفأ ورتب قطعة قطعة.
ويفتح الباب الشرقي كل صباح عند الساعة السابعة، ولا رسم للدخول حتى نهاية العام.
"""


@contextmanager
def open_desk(folder: Path, *arguments: str, module: str = "audionews", **environment: str) -> Iterator[str]:
    """Give the address of a desk of the show in a folder, without slash at the end, and stop it as Ctrl-C does."""
    settings = folder / "audionews.toml"
    if not settings.exists():
        settings.write_text(SETTINGS, "utf-8")
    own = {"AUDIONEWS_CACHE": str(folder / "cache"), "AUDIONEWS_CONFIG": str(folder / "config"), MODEL: ""}
    command = [sys.executable, "-m", module, "desk", "--port", "0", *arguments]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=folder, env={**os.environ, **own, **environment}
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip().rstrip("/")
        finally:
            process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
            process.wait(60)
