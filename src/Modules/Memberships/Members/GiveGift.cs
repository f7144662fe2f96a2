using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Memberships.Explaining;
using Guildhall.Memberships.Tiers;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Members;

/// <summary>Gives a membership for nothing. It starts where a running one of the same tier ends, so that nothing is lost.</summary>
internal sealed class GiveGift(AppDb db, Guard guard, IGrants grants, PeopleHere people, TimeProvider time)
{
    /// <param name="member">E-mail address or id, as far as whoever gives may name them.</param>
    /// <param name="until">UTC, exclusive; <c>null</c> for no end.</param>
    /// <returns>The member's id.</returns>
    public async Task<long> RunAsync(
        string member, long? tierId, DateTime? until, string? note, long by, CancellationToken cancel = default)
    {
        await guard.RequireAsync(Permissions.ManageMembers, cancel);
        var now = time.GetUtcNow().UtcDateTime;
        var text = note?.Trim() ?? "";
        if (text.Length > Gift.NoteLength)
            throw Refused.AtField("note", "note_too_long", "A note can have at most {0} characters.", Gift.NoteLength);
        if (string.IsNullOrWhiteSpace(member))
            throw Refused.AtField("member", "member_missing", "Say who gets it: an email address or a member's number.");
        var receiver = await people.ReceiverAsync(member.Trim(), cancel);

        await using var transaction = await db.BeginWriteAsync(cancel);
        var tier = await db.Set<Tier>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == tierId, cancel)
            ?? throw Refused.AtField("tier", "tier_missing", "Choose a tier.");
        var from = await grants.RunsUntilAsync(db.CommunityId, receiver.Id, tier.Id, now, cancel)
            ?? throw Refused.AtField("tier", "held_without_end", "{0} already has {1} with no end date.", receiver.Name, tier.Name);
        if (until?.Year > LocalInstant.LastYear)
            throw LocalInstant.OutOfRange("until");
        if (until <= now)
            throw Refused.AtField("until", "until_past", "The end is in the past.");
        if (until <= from)
            throw Refused.AtField("until", "until_before_running", "{0} already has {1} for longer than that.", receiver.Name, tier.Name);

        var gift = Gift.Give(db.CommunityId, receiver.Id, tier.Id, until, text, by, now);
        db.Add(gift);
        await db.SaveChangesAsync(cancel);
        await grants.GrantTierAsync(db.CommunityId, receiver.Id, tier.Id, from, until, gift.Document, by, now, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return receiver.Id;
    }
}
