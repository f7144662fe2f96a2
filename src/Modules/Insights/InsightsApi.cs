using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Insights;

/// <param name="Formulas">How each figure is reckoned, in the language of the request.</param>
public sealed record FiguresAnswer(Figures Figures, IReadOnlyDictionary<string, string> Formulas);

internal static class InsightsApi
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/communities/{community}/insights", async (ReadFigures reader, CommunityScope scope, Texts texts, CancellationToken cancel) =>
                new FiguresAnswer(await reader.RunAsync(scope.Required, cancel),
                    Formulas.ByFigure.ToDictionary(f => f.Key, f => texts[f.Value])))
            .RequireScope("insights:read").RequirePermission(Permissions.ReadInsights)
            .WithTags("Insights").WithName("GetInsights").WithSummary("The first numbers of a community, each with its formula.");
}
