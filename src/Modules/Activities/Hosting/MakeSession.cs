using Guildhall.Activities.Attending;
using Guildhall.Activities.Sessions;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Activities;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Activities.Hosting;

/// <summary>Makes a session as a draft, or a weekly series of them.</summary>
internal sealed class MakeSession(AppDb db, Guard guard, CommunityScope scope, ITiers tiers, SessionSaves saves)
{
    /// <param name="space">Slug of a space of events.</param>
    /// <param name="hosts">E-mail addresses or numbers; empty for whoever makes it.</param>
    /// <param name="weeks">How many of it, a week apart; 1 for one by itself.</param>
    /// <param name="key">The same key again gives the same session; <c>null</c> for none.</param>
    /// <returns>The id of the first, and whether it is new.</returns>
    public async Task<(long Id, bool IsNew)> RunAsync(
        string? space, SessionDraft draft, IReadOnlyList<string> hosts, int weeks, string? key, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(ActivityPermissions.Host, cancel);
        key = SessionSaves.CheckKey(key);
        if (key is not null && await MadeAsync(by, key, cancel) is { } made)
            return (made, false);
        if (scope.Required.EventSpace(space) is not { IsArchived: false } place)
            throw Refused.AtField("space", "space_unknown", "Choose one of the spaces that hold events.");
        if (weeks is < 1 or > SessionText.MostInSeries)
            throw Refused.AtField("weeks", "number_out_of_range", "Enter a whole number from {0} to {1}.", 1, SessionText.MostInSeries);
        var text = draft.Check(await tiers.ListAsync(scope.Id, cancel), scope.Required.TimeZone, hasLink: false);
        var leading = await saves.HostsAsync(hosts, by, cancel);
        try
        {
            await using var transaction = await db.BeginWriteAsync(cancel);
            var first = await AddAsync(place, text, leading, by, key, null, cancel);
            for (var week = 1; week < weeks; week++)
                await AddAsync(place, text with { Time = text.Time.Later(7 * week) }, leading, by, null, first.Id, cancel);
            if (weeks > 1)
                first.Follow(first.Id);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return (first.Id, true);
        }
        catch (DbUpdateException failed) when (key is not null && failed.IsCollision())
        {
            db.ChangeTracker.Clear();
            if (await MadeAsync(by, key, cancel) is not { } first)
                throw;
            return (first, false);
        }
    }

    private async Task<LiveSession> AddAsync(
        SpaceInfo place, SessionText text, IReadOnlyList<long> hosts, long by, string? key, long? series, CancellationToken cancel)
    {
        var session = LiveSession.In(scope.Id, place.Id, by, key, saves.Now);
        session.Describe(text, saves.Now);
        if (series is { } first)
            session.Follow(first);
        db.Add(session);
        // The first save gives the id that the rest hangs on.
        await db.SaveChangesAsync(cancel);
        await saves.LeadAsync(session, hosts, cancel);
        await saves.AttachAsync(session.Thing, by, text.Rendered, cancel);
        db.Publish(() => new SessionRevised(scope.Id, by, session.Id, session.SpaceId, IsPublic: false));
        return session;
    }

    private Task<long?> MadeAsync(long by, string key, CancellationToken cancel) => db.Set<LiveSession>().AsNoTracking()
        .Where(s => s.AuthorId == by && s.Key == key).Select(s => (long?)s.Id).SingleOrDefaultAsync(cancel);
}

/// <summary>Says anew what a session is. Those who come hear of another time.</summary>
internal sealed class ReviseSession(AppDb db, Guard guard, CommunityScope scope, ITiers tiers, SessionSaves saves)
{
    /// <param name="edition">The save that the writer saw; <c>null</c> overwrites whatever stands there.</param>
    /// <param name="hosts"><c>null</c> leaves them.</param>
    /// <exception cref="Refused">404; 409 where somebody else saved it meanwhile, or it was cancelled; 422 at a field.</exception>
    public async Task RunAsync(long id, int? edition, Func<LiveSession, SessionDraft> draft, IReadOnlyList<string>? hosts,
        CancellationToken cancel)
    {
        var by = await guard.RequireAsync(ActivityPermissions.Host, cancel);
        var offers = await tiers.ListAsync(scope.Id, cancel);
        var leading = hosts is null ? null : await saves.HostsAsync(hosts, by, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.LiveSession, id, cancel);
        var session = await db.Set<LiveSession>().SingleOrDefaultAsync(s => s.Id == id, cancel) ?? throw Refused.NotFound();
        if (session.State == SessionState.Cancelled)
            throw new Refused("session_cancelled", 409, "This session was cancelled.");
        if (edition is { } seen && seen != session.Edition)
            throw SessionSaves.ChangedMeanwhile();
        // An archived tier may stay where it is.
        if (session.TierId is { } tier && offers.All(t => t.TierId != tier) && await tiers.FindAsync(scope.Id, tier, cancel) is { } kept)
            offers = [.. offers, kept];
        var text = draft(session).Check(offers, session.Zone, session.SecretJoinUrl.Length > 0);
        if (text.Seats is { } seats && await Attending.Seats.Used(db, saves.Now).CountAsync(s => s.SessionId == id, cancel) is var used
            && used > seats)
            throw Refused.AtField("seats", "seats_taken", "{0} seats are taken already.", used);
        var moved = session.Describe(text, saves.Now);
        if (leading is not null)
            await saves.LeadAsync(session, leading, cancel);
        await saves.AttachAsync(session.Thing, by, text.Rendered, cancel);
        db.Publish(() => new SessionRevised(scope.Id, by, id, session.SpaceId, session.IsPublic));
        if (moved)
        {
            db.Publish(() => new SessionMoved(scope.Id, by, id, session.SpaceId, session.StartsAt, session.Timing));
            foreach (var reminder in RemindOfSession.Of(session, saves.Now).ToList())
                db.Enqueue(() => reminder);
        }
        if (session.IsPublic)
            // There may be more of them now.
            db.Enqueue(() => new Kernel.Work.WorkOrder($"{id}:revised", new FillSeats(id)));
        await SessionSaves.SaveAsync(db, cancel);
        await transaction.CommitAsync(cancel);
    }
}
