using System.Globalization;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Content.Writing;

/// <summary>The author's list as a file for spreadsheets, narrowed as it is on the page.</summary>
internal static class ArticlesCsv
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/c/{community}/manage/articles.csv", Get).RequirePermission(Permissions.WriteContent).ExcludeFromDescription();

    private static async Task<IResult> Get(
        string community, string? state, string? space, string? q, string? sort, ManageArticles articles, ITiers tiers,
        CommunityScope scope, Texts t, CancellationToken cancel)
    {
        var offers = await tiers.ListAsync(scope.Id, cancel);
        var found = articles.AllAsync(new ArticleQuery(state, space, q, sort).In(scope.Required), cancel);
        return new CsvAnswer(
            $"{scope.Required.Slug}-articles.csv",
            [t["Title"], t["State"], t["Column"], t["Who can read it"], t["Published"], t["Updated"], t["Address"]],
            found.Select(a => (IReadOnlyList<CsvCell>)
            [
                a.Title, ArticleReaders.State(a, t), scope.Required.Space(a.SpaceId)?.Name, ArticleReaders.Of(a, scope.Required, offers, t),
                Time(a.PublishedAt), Time(a.RevisedAt), ArticlePaths.Of(community, a.Slug),
            ]));
    }

    private static string? Time(DateTime? at) => at?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
