using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Activities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Values;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Activities.Sessions;

/// <summary>Work: a session is put into the search as it stands now.</summary>
internal sealed record IndexSession(long SessionId);

/// <summary>Leaves it to the queue. It begins with the first fact of the ledger.</summary>
internal sealed class IndexSessions(AppDb db) : IHandle<SessionPublished>, IHandle<SessionRevised>, IHandle<SessionCancelled>
{
    public Task HandleAsync(SessionPublished happened, Envelope envelope, CancellationToken cancel) =>
        QueueAsync(happened.SessionId, cancel);

    public Task HandleAsync(SessionRevised happened, Envelope envelope, CancellationToken cancel) => QueueAsync(happened.SessionId, cancel);

    public Task HandleAsync(SessionCancelled happened, Envelope envelope, CancellationToken cancel) =>
        QueueAsync(happened.SessionId, cancel);

    private async Task QueueAsync(long sessionId, CancellationToken cancel)
    {
        db.Enqueue(() => new WorkOrder(sessionId.ToString(CultureInfo.InvariantCulture), new IndexSession(sessionId)));
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Does it. What a session says of itself is for everyone; its notes for those whom the gate lets come.</summary>
internal sealed class IndexOneSession(AppDb db, ISearchIndex index) : IWork<IndexSession>
{
    public async Task RunAsync(IndexSession payload, WorkContext context, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        var session = await db.Set<LiveSession>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == payload.SessionId, cancel);
        if (session is { State: SessionState.Published })
        {
            var about = $"{Plain(session.Markdown)}\n{session.Place}";
            await index.PutAsync(new SearchableThing(
                context.CommunityId, session.Thing, session.Title, about, $"{about}\n{Plain(session.Notes)}", new Requirement.Open(),
                SessionGate.RequirementOf(session.Terms), session.AuthorId, session.PublishedAt!.Value), cancel);
        }
        else
        {
            await index.RemoveAsync(new Thing(LiveSession.OwnKind, payload.SessionId), cancel);
        }
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>The words alone.</summary>
    public static string Plain(string markdown) =>
        markdown.Length == 0 ? "" : MarkdownRenderer.Render(markdown, new MarkdownOptions { MaxLength = SessionText.MaxMarkdown }).PlainFull;
}
