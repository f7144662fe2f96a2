using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Memberships.Tiers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Memberships.Access;

/// <summary>
/// One row of the access ledger: this member holds a tier, a role or a single thing from an instant on, because of a source. Never changed,
/// never deleted (triggers refuse it): it ends by its own end or by a <see cref="Revocation"/>, it is prolonged by another grant.
/// </summary>
internal sealed class Grant : ICommunityOwned
{
    private Grant() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long MemberId { get; private set; }

    /// <summary>Exactly one of this, <see cref="Role"/> and <see cref="Thing"/>.</summary>
    public long? TierId { get; private set; }

    /// <summary>The slug of a role of the community.</summary>
    public string? Role { get; private set; }

    public string? ThingKind { get; private set; }
    public long? ThingId { get; private set; }

    /// <summary>The one thing that it opens.</summary>
    public Thing? Thing => ThingKind is { } kind && ThingId is { } id ? new Thing(kind, id) : null;

    public DateTime StartsAt { get; private set; }

    /// <summary>Exclusive; <c>null</c> for no end.</summary>
    public DateTime? EndsAt { get; private set; }

    public string SourceKind { get; private set; } = "";
    public long SourceId { get; private set; }
    public Thing Source => new(SourceKind, SourceId);

    /// <summary>When it was written; the gate did not know of it before, even where <see cref="StartsAt"/> lies earlier.</summary>
    public DateTime CreatedAt { get; private set; }

    public Revocation? Revocation { get; private set; }

    /// <summary>The definition of access: all else is derived from it.</summary>
    public bool InForceAt(DateTime at) => StartsAt <= at && !HasEndedAt(at);

    public bool HasEndedAt(DateTime at) => EndsAt <= at || Revocation?.EffectiveAt <= at;

    public static Grant OfTier(long communityId, long memberId, long tierId, DateTime from, DateTime? until, Thing source, DateTime now) =>
        Of(communityId, memberId, from, until, source, now, tierId, null, null);

    public static Grant OfRole(long communityId, long memberId, string role, Thing source, DateTime now) =>
        Of(communityId, memberId, now, null, source, now, null, role, null);

    public static Grant OfThing(long communityId, long memberId, Thing thing, DateTime from, DateTime? until, Thing source, DateTime now) =>
        Of(communityId, memberId, from, until, source, now, null, null, thing);

    /// <summary>A row as it was read, for the gate's own query.</summary>
    public static Grant Recorded(
        long id, long communityId, long memberId, long? tierId, string? role, Thing? thing, DateTime from, DateTime? until,
        Thing source, DateTime createdAt, Revocation? revocation) => new()
    {
        Id = id,
        CommunityId = communityId,
        MemberId = memberId,
        TierId = tierId,
        Role = role,
        ThingKind = thing?.Kind,
        ThingId = thing?.Id,
        StartsAt = from,
        EndsAt = until,
        SourceKind = source.Kind,
        SourceId = source.Id,
        CreatedAt = createdAt,
        Revocation = revocation,
    };

    private static Grant Of(
        long communityId, long memberId, DateTime from, DateTime? until, Thing source, DateTime now, long? tierId, string? role,
        Thing? thing)
    {
        if (until <= from)
            throw new ArgumentOutOfRangeException(nameof(until), until, "A grant ends after it starts.");
        return new()
        {
            CommunityId = communityId,
            MemberId = memberId,
            TierId = tierId,
            Role = role,
            ThingKind = thing?.Kind,
            ThingId = thing?.Id,
            StartsAt = from,
            EndsAt = until,
            SourceKind = source.Kind,
            SourceId = source.Id,
            CreatedAt = now,
        };
    }
}

internal sealed class GrantMapping : IEntityTypeConfiguration<Grant>
{
    public void Configure(EntityTypeBuilder<Grant> builder)
    {
        builder.ToTable("grants", table =>
        {
            table.HasCheckConstraint("ck_grants_entitlement", 
                """
                (CASE WHEN tier_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN role IS NULL THEN 0 ELSE 1 END)
                + (CASE WHEN thing_kind IS NULL THEN 0 ELSE 1 END) = 1 AND (thing_kind IS NULL) = (thing_id IS NULL)
                """);
            table.HasCheckConstraint("ck_grants_ends_after_start", "ends_at IS NULL OR ends_at > starts_at");
        });
        builder.Property(g => g.Role).HasMaxLength(40);
        builder.Property(g => g.ThingKind).HasMaxLength(40);
        builder.Property(g => g.SourceKind).HasMaxLength(40);
        builder.Ignore(g => g.Source);
        builder.Ignore(g => g.Thing);

        // One source gives one grant of one entitlement: repeating is harmless. NULLs differ, so each index sees only its own kind.
        builder.HasIndex(g => new { g.CommunityId, g.SourceKind, g.SourceId, g.MemberId, g.TierId }).IsUnique();
        builder.HasIndex(g => new { g.CommunityId, g.SourceKind, g.SourceId, g.MemberId, g.Role }).IsUnique();
        builder.HasIndex(g => new { g.CommunityId, g.SourceKind, g.SourceId, g.MemberId, g.ThingKind, g.ThingId }).IsUnique();
        builder.HasIndex(g => new { g.CommunityId, g.MemberId, g.EndsAt });
        builder.HasIndex(g => new { g.CommunityId, g.TierId, g.EndsAt });
        builder.HasIndex(g => g.EndsAt);

        builder.HasOne<Tier>().WithMany().HasForeignKey(g => g.TierId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(g => g.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}
