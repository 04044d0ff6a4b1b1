"""What PDFs, prints and copies may hold."""

from __future__ import annotations

from realme_desktop.catalog.text import Text

from .declaration import Setting

__all__ = ["SETTINGS"]

SETTINGS: tuple[Setting, ...] = (
    Setting(
        key="export.allowed",
        type="bool",
        default=True,
        group="report",
        label=Text("允许导出历史", "The history may be exported"),
        help=Text(
            "允许把历史订单导出为文件；未遮盖的内容另须允许显示完整内容。",
            "Orders of the history may be written to files; in full only where values may be shown in full.",
        ),
        strict=False,
    ),
    Setting(
        key="backup.allowed",
        type="bool",
        default=True,
        group="report",
        label=Text("允许制作备份", "Backups may be made"),
        help=Text(
            "允许把全部历史备份到一个由操作员自定口令的文件。升级前的自动备份不受此限。",
            "The whole history may be written to a file under a passphrase of the operator's. What the "
            "program keeps by itself before an upgrade is not affected.",
        ),
        strict=False,
    ),
    Setting(
        key="report.pictures",
        type="bool",
        default=True,
        group="report",
        label=Text("允许输出图片", "Pictures may be passed on"),
        help=Text(
            "允许在 PDF 和打印件中包含订单的图片；每次仍须勾选。关闭后只列出图片的摘要。",
            "PDFs and prints may hold the pictures of an order, where somebody ticks it. When off they hold "
            "only the digests of the pictures.",
        ),
        strict=False,
    ),
)
