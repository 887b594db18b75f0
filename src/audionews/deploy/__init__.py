"""Uploads a show: exactly its public files, and only what changed. Nothing is built or rendered here."""

from audionews.deploy.deploy import PublicFile, RenderedShow, deploy_show

__all__ = ["PublicFile", "RenderedShow", "deploy_show"]
