using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;

namespace Guildhall.Web.Operations;

/// <summary>The sandboxed document in which diagrams are drawn: no origin, no network, styles of its own.</summary>
internal static class DiagramFrame
{
    private const string Route = "/frames/diagram";

    public static readonly PageSources Sources = new(Route) { IsSandboxed = true, FrameAncestors = [PageSources.Self] };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(Route, Draw).AllowAnonymous().ExcludeFromDescription();

    private static IResult Draw(Assets assets) => Results.Content(
        $"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>Diagram</title>
        <script type="module" crossorigin src="{assets.Script("diagram-frame.ts")}"></script>
        </head><body></body></html>
        """,
        "text/html; charset=utf-8");
}
