"""The manifest of a SCORM package, in both versions."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring


@dataclass(frozen=True)
class Version:
    """What tells the two versions apart."""

    schema: str
    """What the version calls itself."""
    namespaces: dict[str, str]
    """Attributes of the root."""
    kind: str
    """The attribute that says what can be launched."""


VERSIONS = {
    "1.2": Version(
        "1.2",
        {
            "xmlns": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
            "xmlns:adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
        },
        "adlcp:scormtype",
    ),
    "2004": Version(
        "2004 4th Edition",
        {
            "xmlns": "http://www.imsglobal.org/xsd/imscp_v1p1",
            "xmlns:adlcp": "http://www.adlnet.org/xsd/adlcp_v1p3",
            "xmlns:imsss": "http://www.imsglobal.org/xsd/imsss",
        },
        "adlcp:scormType",
    ),
}


def make_manifest(
    version: str, section: str, title: str, page: str, others: Iterable[str]
) -> bytes:
    """The manifest of a lesson, by the title and the page, and of the other files."""
    kind = VERSIONS[version]
    name = page.rpartition("/")[2].removesuffix(".html")
    root = Element("manifest", {"identifier": f"lessonwright-{name}", "version": "1.0"})
    root.attrib.update(kind.namespaces)
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "ADL SCORM"
    SubElement(metadata, "schemaversion").text = kind.schema
    organizations = SubElement(root, "organizations", default="course")
    organization = SubElement(organizations, "organization", identifier="course")
    SubElement(organization, "title").text = section
    item = SubElement(
        organization, "item", identifier=f"item-{name}", identifierref=f"lesson-{name}"
    )
    SubElement(item, "title").text = title
    flags = ("completionSetByContent", "objectiveSetByContent")
    add_sequencing(version, item, "deliveryControls", *flags)
    add_sequencing(version, organization, "controlMode", "choice", "flow")
    resources = SubElement(root, "resources")
    add_resource(kind, resources, f"lesson-{name}", "sco", [page])
    add_resource(kind, resources, "shared", "asset", others)
    indent(root, "")
    made: bytes = tostring(root, "utf-8", xml_declaration=True)
    return made


def add_sequencing(version: str, parent: Element, rule: str, *flags: str) -> None:
    """What version 2004 wants to be told: that the page reports, and that readers may choose."""
    if version == "2004":
        sequencing = SubElement(parent, "imsss:sequencing")
        SubElement(sequencing, f"imsss:{rule}", dict.fromkeys(flags, "true"))


def add_resource(
    kind: Version, resources: Element, name: str, what: str, files: Iterable[str]
) -> None:
    resource = SubElement(
        resources, "resource", {"identifier": name, "type": "webcontent", kind.kind: what}
    )
    for file in files:
        SubElement(resource, "file", href=quote(file))
    if what == "sco":
        resource.set("href", resource[0].get("href", ""))
        SubElement(resource, "dependency", identifierref="shared")
