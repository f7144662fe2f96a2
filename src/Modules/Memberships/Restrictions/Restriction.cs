using System.Linq.Expressions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Memberships.Restrictions;

/// <summary>
/// What an operator took from a member: from when, until when, why, and who. It ends by its own end or is lifted; the row stays, so that
/// the gate can say what held at any past instant.
/// </summary>
internal sealed class Restriction
{
    public const int ReasonLength = 1000;

    private Restriction() { }

    public long Id { get; private set; }

    /// <summary>
    /// <c>null</c> where it holds in the whole installation. It is no <see cref="ICommunityOwned"/> therefore: queries say of which
    /// community they ask, by <see cref="HoldingIn"/>.
    /// </summary>
    public long? OnlyIn { get; private set; }

    public long MemberId { get; private set; }
    public RestrictionKind Kind { get; private set; }
    public DateTime StartsAt { get; private set; }

    /// <summary>Exclusive; <c>null</c> for no end.</summary>
    public DateTime? EndsAt { get; private set; }

    /// <summary>The operator's words for the member.</summary>
    public string Reason { get; private set; } = "";

    public long ImposedBy { get; private set; }
    public DateTime? LiftedAt { get; private set; }
    public long? LiftedBy { get; private set; }
    public string LiftReason { get; private set; } = "";

    public static Restriction Impose(
        long? onlyIn, long memberId, RestrictionKind kind, DateTime? until, string reason, long by, DateTime now) => new()
    {
        OnlyIn = onlyIn,
        MemberId = memberId,
        Kind = kind,
        StartsAt = now,
        EndsAt = until,
        Reason = reason,
        ImposedBy = by,
    };

    /// <summary>A row as it was read, for the gate's own query.</summary>
    public static Restriction Recorded(
        long id, long? onlyIn, RestrictionKind kind, DateTime from, DateTime? until, DateTime? liftedAt, string reason) => new()
    {
        Id = id,
        OnlyIn = onlyIn,
        Kind = kind,
        StartsAt = from,
        EndsAt = until,
        LiftedAt = liftedAt,
        Reason = reason,
    };

    public bool InForceAt(DateTime at) => StartsAt <= at && (EndsAt is null || EndsAt > at) && (LiftedAt is null || LiftedAt > at);

    public HeldRestriction Held => new(Id, OnlyIn is null, Kind, StartsAt, EndsAt, Reason);

    public void Lift(long by, string reason, DateTime now) => (LiftedAt, LiftedBy, LiftReason) = (now, by, reason);

    /// <summary>Those that concern members of this community, ended ones included.</summary>
    public static Expression<Func<Restriction, bool>> HoldingIn(long communityId) => r => r.OnlyIn == null || r.OnlyIn == communityId;

    /// <summary><see cref="InForceAt"/> for the database.</summary>
    public static Expression<Func<Restriction, bool>> InForce(DateTime at) => r =>
        r.StartsAt <= at && (r.EndsAt == null || r.EndsAt > at) && (r.LiftedAt == null || r.LiftedAt > at);
}

internal sealed class RestrictionMapping : IEntityTypeConfiguration<Restriction>
{
    public void Configure(EntityTypeBuilder<Restriction> builder)
    {
        builder.ToTable("restrictions", table =>
            table.HasCheckConstraint("ck_restrictions_ends_after_start", "ends_at IS NULL OR ends_at > starts_at"));
        builder.Property(r => r.OnlyIn).HasColumnName("community_id");
        builder.Property(r => r.Reason).HasMaxLength(Restriction.ReasonLength);
        builder.Property(r => r.LiftReason).HasMaxLength(Restriction.ReasonLength);
        builder.Ignore(r => r.Held);
        builder.HasIndex(r => new { r.MemberId, r.OnlyIn });
        builder.HasIndex(r => r.StartsAt);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.ImposedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.LiftedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
