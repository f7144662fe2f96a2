using Guildhall.Chat.Channels;
using Guildhall.Chat.Messages;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Finding;

/// <summary>A message that was found.</summary>
/// <param name="Excerpt">Of its Markdown, around the first word.</param>
internal sealed record FoundMessage(
    long Id, long ChannelId, string Channel, MessageAuthor Author, string Excerpt, DateTime At);

/// <summary>
/// Finds messages by their words in all channels and conversations that whoever asks may read, the newest first. It reads the texts
/// themselves, so that conversations need not be in an index of the installation.
/// </summary>
internal sealed class SearchMessages(AppDb db, ChannelLists lists, CurrentMember member)
{
    private const int MaxFound = 40, MaxWords = 5, MaxExcerpt = 160;

    /// <param name="channelId">Only in this one; <c>null</c> for all.</param>
    /// <param name="before">Only older than this message; <c>null</c> for the newest.</param>
    public async Task<IReadOnlyList<FoundMessage>> RunAsync(string? text, long? channelId, long? before, CancellationToken cancel)
    {
        var me = member.RequireId();
        List<string> words = [.. (text ?? "").ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MaxWords)];
        if (words.Count == 0)
            return [];
        var channels = (await lists.RunAsync(cancel)).Where(c => channelId is null || c.Id == channelId).ToDictionary(c => c.Id);
        if (channelId is not null && channels.Count == 0)
            throw Refused.NotFound();
        List<long> ids = [.. channels.Keys];
        var found = db.Set<Message>().AsNoTracking().Where(m => ids.Contains(m.ChannelId) && m.DeletedAt == null
            && (m.Standing == Standing.Shown || m.AuthorId == me) && (before == null || m.Id < before));
        foreach (var word in words)
            found = found.Where(m => m.Markdown.ToLower().Contains(word));
        var rows = await found.OrderByDescending(m => m.Id).Take(MaxFound)
            .Select(m => new
            {
                m.Id, m.ChannelId, m.Markdown, m.CreatedAt,
                Author = db.Members.Where(a => a.Id == m.AuthorId).Select(a => new MessageAuthor(a.Id, a.Name, a.Face)).First(),
            }).ToListAsync(cancel);
        return rows.ConvertAll(m => new FoundMessage(
            m.Id, m.ChannelId, channels[m.ChannelId].Title, m.Author, Around(m.Markdown, words[0]), m.CreatedAt));
    }

    private static string Around(string markdown, string word)
    {
        var line = markdown.ReplaceLineEndings(" ");
        if (line.Length <= MaxExcerpt)
            return line;
        var at = Math.Max(0, line.IndexOf(word, StringComparison.OrdinalIgnoreCase));
        var begin = Math.Clamp(at - 40, 0, line.Length - MaxExcerpt);
        return (begin > 0 ? "…" : "") + line.Substring(begin, MaxExcerpt).Trim() + (begin + MaxExcerpt < line.Length ? "…" : "");
    }
}
