"""Uploads a show: exactly its public files, and only what changed. Nothing is built or rendered here."""

from audionews.deploy.deploy import PublicFile, deploy_show

__all__ = ["PublicFile", "deploy_show"]
