"""The elements of dash.html, made without its checks of every argument: panels make them by the thousand.

Dash builds the lists of a component's properties anew for each instance and compares every argument with
them, again when it writes JSON: 85 % of the time of drawing a table of 275 cells. Ours are subclasses that
the type checker still holds to the signatures of their originals. Import as `from layouts import elements
as html`; `Link` is the one of dash.dcc, for addresses inside the product.
"""

from __future__ import annotations

from typing import Any, TypeVar, cast

from dash import dcc, html
from dash.development.base_component import Component, ComponentMeta

Kind = TypeVar("Kind", bound=Component)
_NAMESPACE = "dash_html_components"


class Element(Component):
    """A component whose instance holds its properties and nothing else."""

    def __init__(self, children: Any = None, **properties: Any) -> None:
        """Keep the properties as given: their dict is new with every call."""
        if children is not None:
            properties["children"] = children
        self.__dict__ = properties

    def to_plotly_json(self) -> dict[str, Any]:
        """Give what Dash's renderer reads."""
        return {"props": self.__dict__, "type": self._type, "namespace": self._namespace}


def written(kind: str, children: Any = None, **properties: Any) -> dict[str, Any]:
    """Give an element of dash.html as the renderer reads it, for the cells of tables: there are hundreds.

    It is made and written in a third of the time of a component.
    """
    if children is not None:
        properties["children"] = children
    return {"props": properties, "type": kind, "namespace": _NAMESPACE}


def _element(original: type[Kind], **required: str) -> type[Kind]:
    """Derive the lean form of a component; its lists of properties are made once and shared."""
    sample = original(**required)
    lists = {name: value for name, value in vars(sample).items() if isinstance(value, list)}
    made = ComponentMeta(original.__name__, (Element, original), {"__module__": __name__, **lists})
    return cast("type[Kind]", made)


A = _element(html.A)
Caption = _element(html.Caption)
Code = _element(html.Code)
Col = _element(html.Col)
Colgroup = _element(html.Colgroup)
Dd = _element(html.Dd)
Details = _element(html.Details)
Div = _element(html.Div)
Dl = _element(html.Dl)
Dt = _element(html.Dt)
H1 = _element(html.H1)
H2 = _element(html.H2)
H3 = _element(html.H3)
Li = _element(html.Li)
Nav = _element(html.Nav)
Ol = _element(html.Ol)
P = _element(html.P)
Section = _element(html.Section)
Span = _element(html.Span)
Strong = _element(html.Strong)
Summary = _element(html.Summary)
Table = _element(html.Table)
Tbody = _element(html.Tbody)
Td = _element(html.Td)
Th = _element(html.Th)
Thead = _element(html.Thead)
Tr = _element(html.Tr)
Ul = _element(html.Ul)
Link = _element(dcc.Link, href="")
