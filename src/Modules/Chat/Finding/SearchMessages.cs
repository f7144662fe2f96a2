using Guildhall.Chat.Channels;
using Guildhall.Chat.Messages;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Finding;

/// <summary>A message that was found.</summary>
/// <param name="Excerpt">Of its Markdown, around the first match.</param>
internal sealed record FoundMessage(
    long Id, long ChannelId, string Channel, MessageAuthor Author, string Excerpt, DateTime At);

/// <summary>
/// Finds messages by their words in all channels and conversations that whoever asks may read, the newest first. Those of channels are
/// found by the index of the search. Conversations are never in it: their texts are read, as are those of channels that are too new for
/// the index and one's own that wait for a moderator.
/// </summary>
internal sealed class SearchMessages(
    AppDb db, ChannelLists lists, IFoundThings index, ScanMessages scan, CurrentHoldings held, CommunityScope scope)
{
    public const int PageSize = 40;
    private const int FromIndex = 200, MaxRounds = 10, MaxExcerpt = 160;

    /// <param name="channelId">Only in this one; <c>null</c> for all.</param>
    /// <param name="before">Only older than this message; <c>null</c> for the newest.</param>
    /// <returns>At most <see cref="PageSize"/>, and whether there are older ones.</returns>
    public async Task<(IReadOnlyList<FoundMessage> Found, bool HasMore)> RunAsync(
        string? text, long? channelId, long? before, CancellationToken cancel)
    {
        var query = SearchTerms.ForQuery(text);
        if (query.IsEmpty)
            return ([], false);
        var channels = (await lists.RunAsync(cancel)).Where(c => channelId is null || c.Id == channelId).ToDictionary(c => c.Id);
        if (channelId is not null && channels.Count == 0)
            throw Refused.NotFound();
        List<long> ofSpaces = [.. channels.Values.Where(c => !c.IsConversation).Select(c => c.Id)];
        List<long> ofPeople = [.. channels.Values.Where(c => c.IsConversation).Select(c => c.Id)];
        List<long> ids =
        [
            .. await IndexedAsync(ofSpaces, query, before, cancel),
            .. await scan.RunAsync(ofSpaces, ofPeople, query.Text, before, PageSize + 1, cancel),
        ];
        ids = [.. ids.Distinct().OrderDescending().Take(PageSize + 1)];
        var shown = ids.Take(PageSize).ToList();
        var rows = await db.Set<Message>().AsNoTracking().Where(m => shown.Contains(m.Id)).OrderByDescending(m => m.Id)
            .Join(db.Members, m => m.AuthorId, a => a.Id, (m, a) => new
            {
                m.Id, m.ChannelId, m.Markdown, m.CreatedAt, Author = new MessageAuthor(a.Id, a.Name, a.Face, a.IsBot),
            }).ToListAsync(cancel);
        return (rows.ConvertAll(m => new FoundMessage(
            m.Id, m.ChannelId, channels[m.ChannelId].Title, m.Author, Excerpt(m.Markdown, query), m.CreatedAt)), ids.Count > PageSize);
    }

    /// <summary>The index knows what a space asks, and neither who was removed from a channel nor what was deleted a moment ago.</summary>
    private async Task<List<long>> IndexedAsync(List<long> channels, SearchQuery query, long? before, CancellationToken cancel)
    {
        var holdings = await held.GetAsync(cancel);
        List<long> found = [];
        for (var round = 0; round < MaxRounds && channels.Count > 0 && found.Count <= PageSize; round++)
        {
            var hits = await index.NewestAsync(scope.Required, holdings, Message.OwnKind, query, before, FromIndex, cancel);
            found.AddRange(await db.Set<Message>().AsNoTracking()
                .Where(m => hits.Contains(m.Id) && channels.Contains(m.ChannelId) && m.DeletedAt == null && m.Standing == Standing.Shown)
                .OrderByDescending(m => m.Id).Select(m => m.Id).ToListAsync(cancel));
            if (hits.Count < FromIndex)
                break;
            before = hits[^1];
        }
        return found;
    }

    private static string Excerpt(string markdown, SearchQuery query)
    {
        var parts = SearchTerms.Snippet(markdown, query, MaxExcerpt);
        return parts.Any(p => p.IsMatch) ? string.Concat(parts.Select(p => p.Text)) : ScanMessages.Around(markdown, query.Text, MaxExcerpt);
    }
}
