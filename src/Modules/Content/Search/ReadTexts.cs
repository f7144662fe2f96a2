using System.Data.Common;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;

namespace Guildhall.Content.Search;

/// <summary>What is kept of things beside the index, by hand: a search asks for two hundred of them.</summary>
internal sealed class ReadTexts(PreparedReads reads)
{
    private readonly string _times =
        $"SELECT article_id, at FROM search_texts WHERE kind = @kind AND {reads.IsOneOf("article_id", "ids")}";

    private readonly string _texts =
        $"""
        SELECT article_id, CASE WHEN {reads.IsOneOf("article_id", "whole")} THEN "full" ELSE preview END
        FROM search_texts WHERE kind = @kind AND {reads.IsOneOf("article_id", "ids")}
        """;

    /// <summary>When they appeared; what is not kept is left out.</summary>
    public async Task<Dictionary<Thing, DateTime?>> TimesAsync(IEnumerable<Thing> things, CancellationToken cancel)
    {
        var times = new Dictionary<Thing, DateTime?>();
        foreach (var kind in things.GroupBy(t => t.Kind))
            await reads.RunAsync(_times, [("kind", kind.Key), ("ids", reads.Ids(kind.Select(t => t.Id)))], async (row, stop) =>
            {
                while (await row.ReadAsync(stop))
                    times[new Thing(kind.Key, row.GetInt64(0))] = row.IsDBNull(1) ? null : PreparedReads.Utc(row, 1);
                return true;
            }, cancel);
        return times;
    }

    /// <summary>Their words without marks: of the whole where <paramref name="isWhole"/> says so, else of the free part.</summary>
    public async Task<Dictionary<Thing, string>> WordsAsync(
        IEnumerable<Thing> things, Func<Thing, bool> isWhole, CancellationToken cancel)
    {
        var words = new Dictionary<Thing, string>();
        foreach (var kind in things.GroupBy(t => t.Kind))
            await reads.RunAsync(
                _texts,
                [
                    ("kind", kind.Key), ("whole", reads.Ids(kind.Where(isWhole).Select(t => t.Id))),
                    ("ids", reads.Ids(kind.Select(t => t.Id))),
                ],
                (row, stop) => ReadAsync(row, kind.Key, words, stop), cancel);
        return words;
    }

    private static async Task<bool> ReadAsync(DbDataReader row, string kind, Dictionary<Thing, string> words, CancellationToken cancel)
    {
        while (await row.ReadAsync(cancel))
            words[new Thing(kind, row.GetInt64(0))] = row.GetString(1);
        return true;
    }
}
