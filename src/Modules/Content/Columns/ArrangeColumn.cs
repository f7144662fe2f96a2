using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Columns;

/// <summary>
/// Puts the articles of a column into the order in which they shall be read. Whoever names the version that they have seen is told when
/// somebody else has arranged the column since; nothing is changed then.
/// </summary>
internal sealed class ArrangeColumn(AppDb db, Guard guard, CommunityScope scope, TimeProvider time)
{
    // The index of the list is the place. Each statement finds the entries by their key, one by one, in the order of the list.
    private const string OnSqlite =
        """
        UPDATE column_entries SET position = j.key + 1 FROM json_each({0}) AS j
        WHERE column_entries.article_id = j.value AND column_entries.space_id = {1}
        """;
    private const string OnPostgres =
        """
        UPDATE column_entries SET position = j.place FROM jsonb_array_elements_text({0}::jsonb) WITH ORDINALITY AS j(article, place)
        WHERE column_entries.article_id = j.article::bigint AND column_entries.space_id = {1}
        """;

    /// <param name="articles">All public articles of the column, each once.</param>
    /// <param name="version">The version that was read; <c>null</c> arranges whatever was there.</param>
    /// <returns>The new version.</returns>
    /// <exception cref="Refused">404 without such a column; 409 <c>arranged_meanwhile</c>; 422 at "articles".</exception>
    public Task<int> RunAsync(string spaceSlug, IReadOnlyList<long> articles, int? version, CancellationToken cancel = default) =>
        ArrangeAsync(spaceSlug, version, shown => Whole(shown, articles), cancel);

    /// <summary>Moves one article to another place; places count from 1, and what lies beyond the end means the end.</summary>
    public Task<int> MoveAsync(string spaceSlug, long articleId, Func<int, int> place, int? version, CancellationToken cancel = default) =>
        ArrangeAsync(spaceSlug, version, shown =>
        {
            var from = shown.IndexOf(articleId);
            if (from < 0)
                throw Refused.NotFound();
            shown.RemoveAt(from);
            shown.Insert(Math.Clamp(place(from + 1) - 1, 0, shown.Count), articleId);
            return shown;
        }, cancel);

    /// <summary>Moves one article to right before another one, else right behind one.</summary>
    public Task<int> MoveBesideAsync(
        string spaceSlug, long articleId, long? before, long? behind, int? version, CancellationToken cancel = default) =>
        ArrangeAsync(spaceSlug, version, shown =>
        {
            if ((before ?? behind) is not { } other || !shown.Remove(articleId))
                throw Refused.NotFound();
            var at = shown.IndexOf(other);
            if (at < 0)
                throw Refused.NotFound();
            shown.Insert(before is null ? at + 1 : at, articleId);
            return shown;
        }, cancel);

    private async Task<int> ArrangeAsync(
        string spaceSlug, int? version, Func<List<long>, IReadOnlyList<long>> arrange, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.WriteContent, cancel);
        var community = scope.Required;
        if (community.Space(spaceSlug) is not { HoldsArticles: true } space)
            throw Refused.NotFound();
        if (space.Sorting != SpaceSorting.Arranged)
            throw new Refused("column_by_date", 409, "This column shows the newest article first. The settings of its space can change that.");

        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, community.Id, cancel);
        var order = await db.Set<ColumnOrder>().SingleOrDefaultAsync(o => o.SpaceId == space.Id, cancel);
        var entries = await db.Set<ColumnEntry>().AsNoTracking().Where(e => e.SpaceId == space.Id)
            .OrderBy(e => e.Position).ThenBy(e => e.ArticleId).Select(e => new { e.ArticleId, e.IsShown }).ToListAsync(cancel);
        List<long> shown = [.. entries.Where(e => e.IsShown).Select(e => e.ArticleId)];
        if (version is { } seen && seen != (order?.Version ?? 0))
            throw ArrangedMeanwhile(order, shown);
        if (order is null)
            db.Add(order = ColumnOrder.Of(community.Id, space.Id));

        var arranged = arrange(shown);
        await WriteAsync(space.Id, [.. WithHidden([.. entries.Select(e => (e.ArticleId, e.IsShown))], arranged)], cancel);
        order.Arrange(by, time.GetUtcNow().UtcDateTime);
        db.Publish(() => new ColumnArranged(community.Id, by, space.Id));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return order.Version;
    }

    private static IReadOnlyList<long> Whole(List<long> shown, IReadOnlyList<long> wanted)
    {
        var known = shown.ToHashSet();
        var named = new HashSet<long>();
        foreach (var id in wanted)
        {
            if (!known.Contains(id))
                throw Refused.AtField("articles", "article_unknown", "No public article of this column has the number {0}.", id);
            if (!named.Add(id))
                throw Refused.AtField("articles", "article_twice", "The article {0} is named twice.", id);
        }
        var missing = known.Count - named.Count;
        return missing == 0 ? wanted : throw Refused.AtField(
            "articles", "order_incomplete", "The order must name every public article of the column; {0} are missing.", missing);
    }

    /// <summary>Articles that nobody sees stay behind the one that they stood behind.</summary>
    private static IEnumerable<long> WithHidden(List<(long Id, bool IsShown)> before, IReadOnlyList<long> arranged)
    {
        var behind = new Dictionary<long, List<long>>();
        var last = 0L;
        foreach (var (id, isShown) in before)
        {
            if (isShown)
                last = id;
            else if (behind.TryGetValue(last, out var more))
                more.Add(id);
            else
                behind[last] = [id];
        }
        return arranged.Prepend(0).SelectMany(id => behind.GetValueOrDefault(id, []).Prepend(id)).Where(id => id != 0);
    }

    /// <summary>One statement, however many there are.</summary>
    private Task WriteAsync(long spaceId, IReadOnlyList<long> places, CancellationToken cancel) => db.Database.ExecuteSqlRawAsync(
        db.IsPostgres ? OnPostgres : OnSqlite, [$"[{string.Join(',', places)}]", spaceId], cancel);

    /// <summary>With the order as it is now, so that a program can put its own wish into it.</summary>
    private static Refused ArrangedMeanwhile(ColumnOrder? now, IReadOnlyList<long> articles) => new(
        "arranged_meanwhile", 409, "Someone else reordered this column. Nothing was changed: look at the new order first.")
    {
        Extra =
        {
            ["version"] = now?.Version ?? 0, ["articles"] = articles, ["arrangedBy"] = now?.ArrangedBy, ["arrangedAt"] = now?.ArrangedAt,
        },
    };
}
