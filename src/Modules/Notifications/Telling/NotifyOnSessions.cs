using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Activities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Values;
using Guildhall.Kernel.Work;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Telling;

/// <summary>Work: all who come to a session are told something of it.</summary>
/// <param name="Key">Of what they are told: whoever has it already hears it no second time.</param>
/// <param name="Text">A text key with places for the title and, where there is one, the time.</param>
/// <param name="StartsAt">UTC; <c>null</c> where no time is told.</param>
internal sealed record TellOfSession(long SessionId, string Key, string Text, DateTime? StartsAt, DateTime At);

/// <summary>
/// Whoever comes to a session is reminded of it, and hears when it moves, is called off, or has a recording; who moves up in the waiting
/// list, and who wins a draw, hears that. The links to rooms are in none of it.
/// </summary>
internal sealed class NotifyOnSessions(AppDb db, TellMembers tell, IThings things)
    : IHandle<SessionDue>, IHandle<SessionMoved>, IHandle<SessionCancelled>, IHandle<SessionReplayAdded>, IHandle<SeatTaken>,
        IHandle<DrawDecided>
{
    public Task HandleAsync(SessionDue happened, Envelope envelope, CancellationToken cancel) => happened.IsSoon
        ? QueueAsync(happened.SessionId, $"session-soon:{happened.SessionId}:{happened.Timing}", "“{0}” begins soon, at {1}", happened.StartsAt,
            envelope, cancel)
        : QueueAsync(happened.SessionId, $"session-day:{happened.SessionId}:{happened.Timing}", "“{0}” begins on {1}", happened.StartsAt,
            envelope, cancel);

    public Task HandleAsync(SessionMoved happened, Envelope envelope, CancellationToken cancel) => QueueAsync(
        happened.SessionId, $"session-moved:{happened.SessionId}:{happened.Timing}", "“{0}” was moved and begins on {1}", happened.StartsAt,
        envelope, cancel);

    public Task HandleAsync(SessionCancelled happened, Envelope envelope, CancellationToken cancel) => QueueAsync(
        happened.SessionId, $"session-cancelled:{happened.SessionId}", "“{0}” doesn't take place", null, envelope, cancel);

    public Task HandleAsync(SessionReplayAdded happened, Envelope envelope, CancellationToken cancel) => QueueAsync(
        happened.SessionId, $"session-replay:{happened.SessionId}:{envelope.ActivityId}", "What is left of “{0}” is there to see", null,
        envelope, cancel);

    /// <summary>Whoever took a seat by themselves knows it.</summary>
    public Task HandleAsync(SeatTaken happened, Envelope envelope, CancellationToken cancel) => happened.How != "waiting" ? Task.CompletedTask
        : TellAsync(envelope, happened.Subject, [happened.MemberId], $"seat:{envelope.ActivityId}", "A seat in “{0}” is yours now", cancel);

    public Task HandleAsync(DrawDecided happened, Envelope envelope, CancellationToken cancel) => TellAsync(
        envelope, happened.Subject, [.. happened.MemberIds.Distinct()], $"draw-won:{happened.DrawId}", "You have won in “{0}”", cancel);

    /// <summary>Leaves it to the queue: thousands may come.</summary>
    private async Task QueueAsync(
        long sessionId, string key, string text, DateTime? startsAt, Envelope envelope, CancellationToken cancel)
    {
        db.Enqueue(() => new WorkOrder(key, new TellOfSession(sessionId, key, text, startsAt, envelope.At)));
        await db.SaveChangesAsync(cancel);
    }

    private async Task TellAsync(
        Envelope envelope, Thing thing, IReadOnlyCollection<long> members, string key, string text, CancellationToken cancel)
    {
        if ((await things.FindAsync(envelope.CommunityId, [thing], Viewer.Visitor, cancel)).GetValueOrDefault(thing)
            is { Path: { } path } known)
            await tell.RunAsync(
                new Notice(envelope.CommunityId, NotificationKinds.Session, key, thing, text, [known.Title], path), members, envelope.At,
                cancel);
    }
}

/// <summary>Tells them, some hundreds in each save, with the time on their own clocks.</summary>
internal sealed class TellOfSessions(TellMembers tell, ISessionGuests guests, IContacts contacts, IThings things) : IWork<TellOfSession>
{
    private const int Step = 300;

    public async Task RunAsync(TellOfSession payload, WorkContext context, CancellationToken cancel)
    {
        var thing = new Thing("session", payload.SessionId);
        if ((await things.FindAsync(context.CommunityId, [thing], Viewer.Visitor, cancel)).GetValueOrDefault(thing)
            is not { Path: { } path } known)
            return;
        foreach (var some in (await guests.ComingAsync(context.CommunityId, payload.SessionId, cancel)).Chunk(Step))
        {
            var zones = payload.StartsAt is null ? null : await contacts.ManyAsync(some, cancel);
            foreach (var alike in some.GroupBy(m => zones?.GetValueOrDefault(m)?.TimeZone ?? TimeZones.Utc))
            {
                IReadOnlyList<string> arguments = payload.StartsAt is { } at ? [known.Title, Written(at, alike.Key)] : [known.Title];
                await tell.RunAsync(
                    new Notice(context.CommunityId, NotificationKinds.Session, payload.Key, thing, payload.Text, arguments, path),
                    [.. alike], payload.At, cancel);
            }
        }
    }

    private static string Written(DateTime utc, string zone) =>
        $"{TimeZoneInfo.ConvertTimeFromUtc(utc, TimeZones.Find(zone)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} ({zone})";
}
