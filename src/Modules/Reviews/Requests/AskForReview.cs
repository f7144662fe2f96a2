using System.Globalization;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Reviews;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Reviews.Requests;

/// <summary>Whom the author asks, as typed.</summary>
/// <param name="Handle">Of a person.</param>
/// <param name="Role">Slug of a role.</param>
/// <param name="DueAt">Wall clock, "2026-12-01T18:00"; empty for no time.</param>
internal sealed record RequestDraft(AskedOf? Of, string? Handle, string? Role, string? DueAt, string? Zone);

/// <summary>The author asks one person, those of a role, or everybody to look.</summary>
internal sealed class AskForReview(AppDb db, ReviewGate gate, IProfiles profiles, IRoleHolders roles, CommunityScope scope)
{
    private static readonly string[] Clocks = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    /// <returns>Id of the request. Asking the same again is no second request.</returns>
    public async Task<long> RunAsync(long topicId, RequestDraft draft, CancellationToken cancel)
    {
        var (opened, by) = await gate.RequireAuthorAsync(topicId, cancel);
        var of = draft.Of ?? throw Refused.AtField("of", "asked_missing", "Choose who to ask.");
        var member = of == AskedOf.Person ? await PersonAsync(opened, draft.Handle, by, cancel) : (long?)null;
        var role = of == AskedOf.Role ? await RoleAsync(draft.Role, cancel) : null;
        var due = Due(draft);
        var request = ReviewRequest.For(opened.Review, by, of, member, role, due, gate.Now);

        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Review, topicId, cancel);
        if (await db.Set<ReviewRequest>().Where(r => r.ReviewId == topicId && r.Key == request.Key).Select(r => (long?)r.Id)
            .SingleOrDefaultAsync(cancel) is { } known)
            return known;
        db.Add(request);
        // The first save gives the id that the rest hangs on.
        await db.SaveChangesAsync(cancel);
        if (RemindOfReview.First(request, gate.Now) is { } first)
            db.Enqueue(() => new WorkOrder($"{request.Id}", new RemindOfReview(request.Id), first));
        db.Publish(() => new ReviewAsked(request.CommunityId, by, opened.Review.Place, request.Id));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return request.Id;
    }

    private async Task<long> PersonAsync(OpenedReview opened, string? handle, long by, CancellationToken cancel)
    {
        var person = string.IsNullOrWhiteSpace(handle) ? null : await profiles.FindAsync(handle.Trim().TrimStart('@'), cancel);
        // Whether somebody is a member is nobody's business: a stranger and who may not read it look alike.
        return person is not null && person.MemberId != by && await gate.ReadsAsync(opened.Topic, person.MemberId, cancel) ? person.MemberId
            : throw Refused.AtField("handle", "asked_unknown", "No one else with this handle can read this review.");
    }

    private async Task<string> RoleAsync(string? role, CancellationToken cancel) =>
        (await roles.RolesAsync(scope.Id, cancel)).Any(r => r.Slug == role) ? role!
            : throw Refused.AtField("role", "role_unknown", "This community has no such role.");

    private DueTime? Due(RequestDraft draft)
    {
        if (string.IsNullOrWhiteSpace(draft.DueAt))
            return null;
        if (!DateTime.TryParseExact(draft.DueAt.Trim(), Clocks, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            throw Refused.AtField("dueAt", "due_malformed", "Enter a date and time, such as 2026-12-01T18:00.");
        var zone = string.IsNullOrWhiteSpace(draft.Zone) ? scope.Required.TimeZone : draft.Zone.Trim();
        if (!TimeZones.IsKnown(zone))
            throw Refused.AtField("zone", "zone_unknown", "This time zone is not known here.");
        var at = WallClock.ToUtc(local, TimeZones.Find(zone));
        return at > gate.Now ? new DueTime(local, zone, at) : throw Refused.AtField("dueAt", "due_past", "This time has already passed.");
    }
}
