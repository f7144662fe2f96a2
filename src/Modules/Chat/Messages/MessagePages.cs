using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Places;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Messages;

/// <summary>
/// Reads messages by number in both directions, and by change: each page costs a range of an index, however long the history is. The caller
/// has asked the gate.
/// </summary>
internal sealed class MessagePages(
    AppDb db, IReactions reactions, IEnumerable<IMessageButtons> below, MessageCards cards, IShownHandles handles)
{
    public const int PageSize = 50;
    private const int MaxChanges = 200, MaxExcerpt = 120;

    /// <summary>The newest, or those before or after a number, or those around one.</summary>
    /// <param name="viewer">Sees their own that are held.</param>
    public async Task<(IReadOnlyList<MessageDocument> Messages, int? Before, int? After)> PageAsync(
        long channelId, long threadId, MessageWish wish, int limit, long? viewer, CancellationToken cancel)
    {
        var all = db.Set<Message>().AsNoTracking().Where(m => m.ChannelId == channelId && m.ThreadId == threadId && m.Number != null);
        List<Row> rows = [];
        bool older, newer;
        if (wish.After is { } after)
        {
            rows = await RowsAsync(all.Where(m => m.Number > after).OrderBy(m => m.Number).Take(limit + 1), cancel);
            (older, newer) = (after > 0, rows.Count > limit);
            rows = rows.Count > limit ? rows[..limit] : rows;
        }
        else if (wish.At is { } at)
        {
            var half = limit / 2;
            var before = await RowsAsync(all.Where(m => m.Number < at).OrderByDescending(m => m.Number).Take(half + 1), cancel);
            var from = await RowsAsync(all.Where(m => m.Number >= at).OrderBy(m => m.Number).Take(limit - half + 1), cancel);
            (older, newer) = (before.Count > half, from.Count > limit - half);
            rows = [.. before.Take(half).Reverse(), .. from.Take(limit - half)];
        }
        else
        {
            var until = wish.Before;
            rows = await RowsAsync(
                all.Where(m => until == null || m.Number < until).OrderByDescending(m => m.Number).Take(limit + 1), cancel);
            (older, newer) = (rows.Count > limit, until is not null);
            rows = [.. rows.Take(limit).Reverse()];
        }
        if (!newer && viewer is { } me)
            rows.AddRange(await RowsAsync(db.Set<Message>().AsNoTracking().Where(m => m.AuthorId == me && m.ChannelId == channelId
                && m.ThreadId == threadId && m.Number == null && m.DeletedAt == null).OrderBy(m => m.Id).Take(limit), cancel));
        var numbers = rows.Where(r => r.Message.Number is not null).Select(r => r.Message.Number!.Value).ToList();
        return (await DocumentsAsync(rows, viewer, cancel), older && numbers.Count > 0 ? numbers[0] : null,
            newer && numbers.Count > 0 ? numbers[^1] : null);
    }

    /// <summary>What happened after a change of the channel, threads included. The same message comes once, as it is now.</summary>
    /// <param name="viewer"><c>null</c>: as everybody sees it.</param>
    public async Task<ChangesDocument> ChangesAsync(long channelId, long after, long last, long? viewer, CancellationToken cancel)
    {
        var rows = await RowsAsync(db.Set<Message>().AsNoTracking()
            .Where(m => m.ChannelId == channelId && m.Change > after && (m.Number != null || m.AuthorId == viewer))
            .OrderBy(m => m.Change).Take(MaxChanges + 1), cancel);
        var more = rows.Count > MaxChanges;
        rows = more ? rows[..MaxChanges] : rows;
        return new ChangesDocument(
            await DocumentsAsync(rows, viewer, cancel), more ? rows[^1].Message.Change : Math.Max(last, after), more);
    }

    public async Task<IReadOnlyList<MessageDocument>> ByIdsAsync(
        long channelId, IReadOnlyCollection<long> ids, long? viewer, CancellationToken cancel) =>
        await DocumentsAsync(await RowsAsync(db.Set<Message>().AsNoTracking()
            .Where(m => m.ChannelId == channelId && ids.Contains(m.Id)).OrderBy(m => m.Id), cancel), viewer, cancel);

    /// <summary>A message as its author wrote it; empty for everybody else.</summary>
    public async Task<string> MarkdownAsync(long id, long author, CancellationToken cancel) =>
        await db.Set<Message>().Where(m => m.Id == id && m.AuthorId == author && m.DeletedAt == null).Select(m => m.Markdown)
            .SingleOrDefaultAsync(cancel) ?? "";

    // Joins, since a row of several columns asked for by First() would be numbered among all messages there are.
    private Task<List<Row>> RowsAsync(IQueryable<Message> messages, CancellationToken cancel) => messages
        .Join(db.Members, m => m.AuthorId, a => a.Id, (m, a) => new { Message = m, Author = a })
        .LeftJoin(db.Set<Message>(), m => m.Message.ReplyToId, r => (long?)r.Id, (m, r) => new { m.Message, m.Author, To = r })
        .LeftJoin(db.Members, m => (long?)m.To!.AuthorId, a => (long?)a.Id, (m, a) => new Row(
            m.Message,
            new MessageAuthor(m.Author.Id, m.Author.Name, m.Author.Face, m.Author.IsBot),
            m.To == null || m.To.Id == m.Message.ThreadId ? null : new Replied(
                m.To.Id, m.To.Number, a!.Name, m.To.DeletedAt == null && m.To.Standing == Standing.Shown ? m.To.Markdown : "")))
        .ToListAsync(cancel);

    private async Task<IReadOnlyList<MessageDocument>> DocumentsAsync(List<Row> rows, long? viewer, CancellationToken cancel)
    {
        if (rows.Count == 0)
            return [];
        var shown = await handles.OfAsync([.. rows.Select(r => r.Message.AuthorId).Distinct()], cancel);
        rows = rows.ConvertAll(r => r with { Author = r.Author with { Handle = shown.GetValueOrDefault(r.Message.AuthorId) } });
        var withFiles = rows.Where(r => r.Message.HasFiles && r.Message.DeletedAt is null).Select(r => r.Message.Id).ToList();
        var files = withFiles.Count == 0 ? null : (await db.Set<MessageFile>().AsNoTracking()
            .Where(f => withFiles.Contains(f.MessageId)).OrderBy(f => f.FileId).ToListAsync(cancel)).ToLookup(f => f.MessageId);
        var reacted = await reactions.OfAsync([.. rows.Select(r => r.Message.Thing)], viewer, cancel);
        var documents = await cards.AddAsync(rows.ConvertAll(r => Document(r, viewer, files, reacted)), viewer, cancel);
        // Only bots put something below what they say.
        return documents.Exists(d => d.Author.Bot) ? await WithButtonsAsync(documents, cancel) : documents;
    }

    private async Task<IReadOnlyList<MessageDocument>> WithButtonsAsync(List<MessageDocument> documents, CancellationToken cancel)
    {
        List<long> ofBots = [.. documents.Where(d => d.Author.Bot && d.IsShown).Select(d => d.Id)];
        foreach (var one in below)
        {
            var buttons = await one.OfAsync(ofBots, cancel);
            documents = documents.ConvertAll(d => buttons.Contains(d.Id) ? d with { Buttons = [.. d.Buttons ?? [], .. buttons[d.Id]] } : d);
        }
        return documents;
    }

    private MessageDocument Document(
        Row row, long? viewer, ILookup<long, MessageFile>? files, ILookup<Thing, ReactionCounted> reacted)
    {
        var m = row.Message;
        // Of what is gone or held nobody sees the words; of what is held its author does.
        var told = m.IsShown || (m.DeletedAt is null && m.AuthorId == viewer);
        return new MessageDocument(
            m.Id, m.ChannelId, m.ThreadId, m.Number, m.Key, row.Author, m.CreatedAt, told ? m.EditedAt : null, m.DeletedAt is not null,
            EnumWords.Of(m.Standing), told ? m.Html : "",
            told && row.ReplyTo is { } to ? new RepliedMessage(to.Id, to.Number, to.Author, Cut(to.Markdown)) : null,
            m.Replies, m.RepliedAt,
            told ? [.. InOrder(reacted[m.Thing])] : [],
            told && files is not null
                ? [.. files[m.Id].Select(f => new MessageAttachment(f.Path, f.Name, f.MediaType, f.Size))] : [],
            m.Edition, m.Change);
    }

    private IEnumerable<MessageReaction> InOrder(IEnumerable<ReactionCounted> counted) =>
        from name in reactions.Names
        join c in counted on name.Name equals c.Name
        select new MessageReaction(c.Name, c.Emoji, c.Members, c.Mine);

    /// <summary>How a text begins, in one line.</summary>
    public static string Cut(string markdown, int most = MaxExcerpt)
    {
        var line = markdown.ReplaceLineEndings(" ").Trim();
        // Not within a pair of surrogates.
        return line.Length <= most ? line : line[..(char.IsHighSurrogate(line[most - 1]) ? most - 1 : most)] + "…";
    }

    private sealed record Row(Message Message, MessageAuthor Author, Replied? ReplyTo);

    private sealed record Replied(long Id, int? Number, string Author, string Markdown);
}

/// <summary>Which messages somebody wants; all <c>null</c>: the newest.</summary>
/// <param name="Before">Older than this number.</param>
/// <param name="After">Newer than this number.</param>
/// <param name="At">Around this number.</param>
internal readonly record struct MessageWish(int? Before = null, int? After = null, int? At = null);
