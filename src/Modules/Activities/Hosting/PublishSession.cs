using Guildhall.Activities.Attending;
using Guildhall.Activities.Drawing;
using Guildhall.Activities.Sessions;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Activities;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Activities.Hosting;

/// <summary>Brings a session before everyone, calls it off, gives it a picture, or removes a draft.</summary>
internal sealed class PublishSession(AppDb db, Guard guard, CommunityScope scope, IFiles files, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <param name="series">All drafts of its series with it.</param>
    /// <exception cref="Refused">409 session_past: it is over already; session_cancelled.</exception>
    public async Task RunAsync(long id, bool series, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(ActivityPermissions.Host, cancel);
        var named = await FindAsync(id, cancel);
        if (named.State == SessionState.Cancelled)
            throw new Refused("session_cancelled", 409, "This session was cancelled.");
        if (named.IsOver(Now))
            throw new Refused("session_past", 409, "This session would be over already. Change its time first.");
        List<LiveSession> all = series && named.SeriesId is { } first
            ? await db.Set<LiveSession>().Where(s => s.SeriesId == first && s.State == SessionState.Draft).ToListAsync(cancel) : [named];
        foreach (var session in all.Where(s => s.State == SessionState.Draft && !s.IsOver(Now)))
        {
            session.Publish(Now);
            db.Publish(() => new SessionPublished(scope.Id, by, session.Id, session.SpaceId));
            foreach (var reminder in RemindOfSession.Of(session, Now).ToList())
                db.Enqueue(() => reminder);
        }
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Calls it off: those who come are told, and no more tickets are sold. Money goes back order by order, by who may.</summary>
    /// <exception cref="Refused">409 session_draft or session_over; 422 at "reason".</exception>
    public async Task CancelAsync(long id, string? reason, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(ActivityPermissions.Host, cancel);
        var why = reason?.Trim() ?? "";
        if (why.Length > LiveSession.MaxReason)
            throw Refused.AtField("reason", "reason_too_long", "A reason can have at most {0} characters.", LiveSession.MaxReason);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.LiveSession, id, cancel);
        var session = await FindAsync(id, cancel);
        if (session.State == SessionState.Cancelled)
            return;
        if (session.State == SessionState.Draft)
            throw new Refused("session_draft", 409, "A draft can't be cancelled. Delete it instead.");
        if (session.IsOver(Now))
            throw new Refused("session_over", 409, "This session is over, or it doesn't take place.");
        session.Cancel(why, Now);
        db.Publish(() => new SessionCancelled(scope.Id, by, id, session.SpaceId, why));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>A draft alone: what people have said or bought stays.</summary>
    /// <exception cref="Refused">409 session_public.</exception>
    public async Task RemoveAsync(long id, CancellationToken cancel)
    {
        await guard.RequireAsync(ActivityPermissions.Host, cancel);
        var session = await FindAsync(id, cancel);
        if (session.PublishedAt is not null || await db.Set<Draw>().AnyAsync(d => d.SessionId == id, cancel))
            throw new Refused("session_public", 409, "Only a draft that was never public can be deleted. Cancel this session instead.");
        await files.ReplaceAsync(new Thing(SessionFiles.CoverKind, id), scope.Id, null, cancel);
        db.Remove(session);
        await db.SaveChangesAsync(cancel);
    }

    /// <param name="content"><c>null</c> takes the picture away.</param>
    public async Task CoverAsync(long id, Stream? content, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(ActivityPermissions.Host, cancel);
        await FindAsync(id, cancel);
        // What the file was called is nobody else's business.
        var file = content is null ? null
            : await files.KeepPictureAsync(new IncomingFile(scope.Id, content, "cover", by), PictureShape.AsIs, cancel);
        db.ChangeTracker.Clear();
        await using var transaction = await db.BeginWriteAsync(cancel);
        var session = await FindAsync(id, cancel);
        await files.ReplaceAsync(new Thing(SessionFiles.CoverKind, id), scope.Id, file?.Id, cancel);
        session.CoverWith(file?.Path);
        db.Publish(() => new SessionRevised(scope.Id, by, id, session.SpaceId, session.IsPublic));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>What is left of a session afterwards: where its recording is, and notes.</summary>
    /// <param name="recording">Empty leaves what is there; "-" takes it away.</param>
    /// <exception cref="Refused">409 session_not_begun; 422 at "recording" or "notes".</exception>
    public async Task RecallAsync(long id, string? recording, string? notes, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(ActivityPermissions.Host, cancel);
        var session = await FindAsync(id, cancel);
        if (session.State != SessionState.Published || session.StartsAt > Now)
            throw new Refused("session_not_begun", 409, "A recording or notes are added once the session has begun.");
        var url = string.IsNullOrWhiteSpace(recording) ? null : recording.Trim() == "-" ? "" : SessionText.CheckUrl(recording, "recording");
        var isNew = session.Recall(url, notes?.Trim() ?? "", SessionText.Render(notes, "notes", "notes-").FullHtml, Now);
        db.Publish(() => new SessionRevised(scope.Id, by, id, session.SpaceId, session.IsPublic));
        if (isNew)
            db.Publish(() => new SessionReplayAdded(scope.Id, by, id, session.SpaceId));
        await SessionSaves.SaveAsync(db, cancel);
    }

    private async Task<LiveSession> FindAsync(long id, CancellationToken cancel) =>
        await db.Set<LiveSession>().SingleOrDefaultAsync(s => s.Id == id, cancel) ?? throw Refused.NotFound();
}
