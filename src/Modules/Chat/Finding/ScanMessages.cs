using Guildhall.Chat.Messages;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Finding;

/// <summary>Reads the texts of messages that no index has. The caller has asked which channels may be read.</summary>
internal sealed class ScanMessages(AppDb db, CurrentMember member)
{
    private const int MaxWords = 5, Step = 200, MaxSteps = 50;

    /// <returns>Ids of messages with all words, falling; at most <paramref name="count"/>.</returns>
    public async Task<List<long>> RunAsync(
        List<long> ofSpaces, List<long> ofPeople, string text, long? before, int count, CancellationToken cancel)
    {
        var me = member.RequireId();
        var words = Words(text);
        if (words.Count == 0)
            return [];
        var older = db.Set<Message>().AsNoTracking().Where(m => m.DeletedAt == null && (before == null || m.Id < before));
        return
        [
            .. await AmongAsync(older.Where(m => ofPeople.Contains(m.ChannelId)
                && (m.Standing == Standing.Shown || m.AuthorId == me)), words, count, cancel),
            .. await AmongAsync(older.Where(m => m.AuthorId == me && ofSpaces.Contains(m.ChannelId) && m.Standing != Standing.Shown),
                words, count, cancel),
            // Said a moment ago.
            .. await AmongAsync(older.Where(m => m.IsUnindexed != null && ofSpaces.Contains(m.ChannelId) && m.Standing == Standing.Shown),
                words, count, cancel),
        ];
    }

    /// <summary>A piece of a text around the first of the words.</summary>
    public static string Around(string markdown, string text, int length)
    {
        var line = markdown.ReplaceLineEndings(" ");
        if (line.Length <= length)
            return line;
        var word = Words(text) is [var first, ..] ? first : "";
        var at = Math.Max(0, line.IndexOf(word, StringComparison.OrdinalIgnoreCase));
        var begin = Math.Clamp(at - 40, 0, line.Length - length);
        return (begin > 0 ? "…" : "") + line.Substring(begin, length).Trim() + (begin + length < line.Length ? "…" : "");
    }

    private static async Task<List<long>> AmongAsync(
        IQueryable<Message> messages, IReadOnlyList<string> words, int count, CancellationToken cancel)
    {
        // What the database compares alike on both sides; the rest is looked at here.
        foreach (var part in words.Select(Comparable).Where(p => p.Length > 0))
            messages = messages.Where(m => m.Markdown.ToLower().Contains(part));
        var (found, last) = (new List<long>(), long.MaxValue);
        for (var step = 0; step < MaxSteps && found.Count < count; step++)
        {
            var from = last;
            var rows = await messages.Where(m => m.Id < from).OrderByDescending(m => m.Id).Take(Step)
                .Select(m => new { m.Id, m.Markdown }).ToListAsync(cancel);
            found.AddRange(rows.Where(r => words.All(w => r.Markdown.Contains(w, StringComparison.OrdinalIgnoreCase))).Select(r => r.Id));
            if (rows.Count < Step)
                break;
            last = rows[^1].Id;
        }
        return [.. found.Take(count)];
    }

    /// <summary>The longest part that is small already or has no case: SQLite makes letters of ASCII alone small.</summary>
    private static string Comparable(string word)
    {
        var (best, begin) = ("", 0);
        for (var at = 0; at <= word.Length; at++)
        {
            if (at < word.Length && (char.IsAscii(word[at]) || char.ToUpperInvariant(word[at]) == char.ToLowerInvariant(word[at])))
                continue;
            if (at - begin > best.Length)
                best = word[begin..at];
            begin = at + 1;
        }
        return best.ToLowerInvariant();
    }

    private static List<string> Words(string text) =>
        [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MaxWords)];
}
