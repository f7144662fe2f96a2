using System.Net;
using System.Text;
using Guildhall.Chat.Channels;
using Guildhall.Chat.Live;
using Guildhall.Chat.Messages;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Care;

/// <summary>
/// Shows a reported message with its neighbours, since a line of a chat says little by itself, and carries the verdict out. Of a
/// conversation moderators see this much and no more, and only once somebody in it has reported it.
/// </summary>
internal sealed class MessageReports(
    AppDb db, ChannelFanout fanout, CommunityScope scope, ICommunities communities, TimeProvider time) : IReportable
{
    private const int Neighbours = 3;

    public IReadOnlyList<string> Kinds => [Message.OwnKind];

    public async Task<ReportedThing?> FindAsync(long communityId, Thing thing, CancellationToken cancel = default)
    {
        await EnterAsync(communityId, cancel);
        var message = await db.Set<Message>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == thing.Id, cancel);
        if (message is null)
            return null;
        var channel = await db.Set<Channel>().AsNoTracking().SingleAsync(c => c.Id == message.ChannelId, cancel);
        return new ReportedThing(thing, message.AuthorId, channel.Name.Length > 0 ? $"#{channel.Name}" : "—",
            await HtmlAsync(message, channel.IsOfSpace, cancel), ChatPaths.Message(scope.Required.Slug, message.Id), message.CreatedAt,
                message.DeletedAt is not null);
    }

    public Task<bool> RemoveAsync(long communityId, Thing thing, long by, CancellationToken cancel = default) =>
        WriteAsync(communityId, thing, m => m.DeletedAt is null, (channel, m) => m.Delete(channel, by, time.GetUtcNow().UtcDateTime),
            cancel);

    public Task<bool> RestoreAsync(long communityId, Thing thing, long by, CancellationToken cancel = default) =>
        WriteAsync(communityId, thing, m => m.DeletedAt is not null, (channel, m) => m.Restore(channel), cancel);

    private async Task<string> HtmlAsync(Message message, bool isOpen, CancellationToken cancel)
    {
        var around = db.Set<Message>().AsNoTracking().Where(m => m.ChannelId == message.ChannelId && m.ThreadId == message.ThreadId
            && m.Number != null && m.DeletedAt == null);
        List<Message> all =
        [
            .. (await around.Where(m => m.Number < message.Number).OrderByDescending(m => m.Number).Take(Neighbours).ToListAsync(cancel))
                .AsEnumerable().Reverse(),
            message,
            .. await around.Where(m => m.Number > message.Number).OrderBy(m => m.Number).Take(Neighbours).ToListAsync(cancel),
        ];
        List<long> authors = [.. all.Select(m => m.AuthorId).Distinct()];
        var names = await db.Members.Where(m => authors.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Name, cancel);
        var files = await FilesToJudge.OfAsync(db, message.Id, isOpen, cancel);
        var html = new StringBuilder();
        foreach (var m in all)
        {
            var name = WebUtility.HtmlEncode(names[m.AuthorId]);
            html.Append(m.Id == message.Id ? $"<p><strong>{name}</strong></p><blockquote>{m.Html}{files}</blockquote>"
                : $"<p>{name}</p>{m.Html}");
        }
        return html.ToString();
    }

    private async Task<bool> WriteAsync(
        long communityId, Thing thing, Func<Message, bool> may, Action<Channel, Message> change, CancellationToken cancel)
    {
        await EnterAsync(communityId, cancel);
        await using var own = db.IsInTransaction ? null : await db.BeginWriteAsync(cancel);
        var channelId = await db.Set<Message>().Where(m => m.Id == thing.Id).Select(m => (long?)m.ChannelId).SingleOrDefaultAsync(cancel);
        if (channelId is not { } id)
            return false;
        await db.LockAsync(LockOn.Channel, id, cancel);
        var channel = await db.Set<Channel>().SingleAsync(c => c.Id == id, cancel);
        var message = await db.Set<Message>().SingleAsync(m => m.Id == thing.Id, cancel);
        if (!may(message))
            return false;
        change(channel, message);
        db.AfterCommit(() => fanout.Changed(channel));
        await db.SaveChangesAsync(cancel);
        if (own is not null)
            await own.CommitAsync(cancel);
        return true;
    }

    private async Task EnterAsync(long communityId, CancellationToken cancel)
    {
        if (scope.Current?.Id != communityId)
            scope.Enter(await communities.FindAsync(communityId, cancel) ?? throw Refused.NotFound());
    }
}
