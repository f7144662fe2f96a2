using System.Globalization;
using System.Security.Cryptography;
using Guildhall.Activities.Sessions;
using Guildhall.Kernel.Contracts.Activities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Activities.Drawing;

/// <summary>Prepares a draw, opens it, after which nothing of it changes, or calls it off before it is closed.</summary>
internal sealed class MakeDraw(AppDb db, Guard guard, CommunityScope scope, ITiers tiers, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <param name="sessionId">Under which it stands; <c>null</c> for one by itself.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="Refused">422 at a field.</exception>
    public async Task<long> RunAsync(DrawDraft draft, long? sessionId, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(ActivityPermissions.Draw, cancel);
        var text = draft.Check(await tiers.ListAsync(scope.Id, cancel), scope.Required.TimeZone, Now);
        if (sessionId is { } session && !await db.Set<LiveSession>().AnyAsync(s => s.Id == session, cancel))
            throw Refused.AtField("session", "session_unknown", "This community has no such session.");
        await using var transaction = await db.BeginWriteAsync(cancel);
        var draw = Draw.In(scope.Id, sessionId, by, Now);
        draw.Describe(text);
        db.Add(draw);
        // The first save gives the id that the prizes hang on.
        await db.SaveChangesAsync(cancel);
        db.AddRange(text.Prizes.Select((p, place) => DrawPrize.Of(draw, place + 1, p)));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return draw.Id;
    }

    /// <exception cref="Refused">404; 409 draw_opened: people rely on what it says.</exception>
    public async Task ReviseAsync(long id, DrawDraft draft, CancellationToken cancel)
    {
        await guard.RequireAsync(ActivityPermissions.Draw, cancel);
        var text = draft.Check(await tiers.ListAsync(scope.Id, cancel), scope.Required.TimeZone, Now);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var draw = await TurnAsync(id, cancel);
        RequireDraft(draw);
        draw.Describe(text);
        db.RemoveRange(await db.Set<DrawPrize>().Where(p => p.DrawId == id).ToListAsync(cancel));
        await db.SaveChangesAsync(cancel);
        db.AddRange(text.Prizes.Select((p, place) => DrawPrize.Of(draw, place + 1, p)));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Takes entries from now on, and tells the commitment to a seed that nobody sees before the end.</summary>
    /// <exception cref="Refused">404; 409 draw_opened; 422 at "closes": that time is past.</exception>
    public async Task OpenAsync(long id, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(ActivityPermissions.Draw, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var draw = await TurnAsync(id, cancel);
        RequireDraft(draw);
        if (draw.ClosesAt <= Now)
            throw Refused.AtField("closes", "time_past", "Choose a time to come.");
        draw.Open(RandomNumberGenerator.GetBytes(Lots.SeedLength), Now);
        db.Publish(() => new DrawOpened(scope.Id, by, id, draw.Commitment, draw.ClosesAt));
        db.Enqueue(() => new WorkOrder(id.ToString(CultureInfo.InvariantCulture), new CloseDraw(id), draw.ClosesAt));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Calls an open draw off. Everybody reads why; its seed is never told.</summary>
    /// <exception cref="Refused">404; 409 draw_not_open; 422 at "reason".</exception>
    public async Task CancelAsync(long id, string? reason, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(ActivityPermissions.Draw, cancel);
        var why = reason?.Trim() ?? "";
        if (why.Length == 0)
            throw Refused.AtField("reason", "reason_missing", "Say why; everyone reads it.");
        if (why.Length > Draw.MaxReason)
            throw Refused.AtField("reason", "reason_too_long", "A reason can have at most {0} characters.", Draw.MaxReason);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var draw = await TurnAsync(id, cancel);
        if (draw.State != DrawState.Open)
            throw new Refused("draw_not_open", 409, "This draw is not open.");
        draw.Cancel(why);
        db.Publish(() => new DrawCancelled(scope.Id, by, id, why));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>A draft alone.</summary>
    /// <exception cref="Refused">404; 409 draw_opened.</exception>
    public async Task RemoveAsync(long id, CancellationToken cancel)
    {
        await guard.RequireAsync(ActivityPermissions.Draw, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var draw = await TurnAsync(id, cancel);
        RequireDraft(draw);
        db.Remove(draw);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static void RequireDraft(Draw draw)
    {
        if (draw.State != DrawState.Draft)
            throw new Refused("draw_opened", 409, "A draw that was opened doesn't change: people rely on what it says.");
    }

    private async Task<Draw> TurnAsync(long id, CancellationToken cancel)
    {
        await db.LockAsync(LockOn.Draw, id, cancel);
        return await db.Set<Draw>().SingleOrDefaultAsync(d => d.Id == id, cancel) ?? throw Refused.NotFound();
    }
}
