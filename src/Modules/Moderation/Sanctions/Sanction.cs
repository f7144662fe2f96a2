using System.Linq.Expressions;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Moderation.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Moderation.Sanctions;

/// <summary>
/// What a verdict put on a member. A warning and slow mode are kept here alone; of silence, suspension and ban this is the note that a
/// verdict placed them, and Memberships' own row is what counts.
/// </summary>
internal sealed class Sanction : ICommunityOwned
{
    public const int MostMinutes = 1440, MostDays = 365;

    private Sanction() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long MemberId { get; private set; }
    public long CaseId { get; private set; }
    public SanctionKind Kind { get; private set; }
    public DateTime StartsAt { get; private set; }

    /// <summary>Exclusive; <c>null</c> for no end.</summary>
    public DateTime? EndsAt { get; private set; }

    /// <summary>How far posts lie apart; 0 but in slow mode.</summary>
    public int EveryMinutes { get; private set; }

    /// <summary>The moderator's words for the member.</summary>
    public string Reason { get; private set; } = "";

    public long ImposedBy { get; private set; }

    /// <summary>Of Memberships, for what closes reading or writing.</summary>
    public long? RestrictionId { get; private set; }

    public DateTime? LiftedAt { get; private set; }
    public long? LiftedBy { get; private set; }

    /// <summary>When the member said that they read the warning.</summary>
    public DateTime? AcknowledgedAt { get; private set; }

    /// <summary>In slow mode: the member's last turn.</summary>
    public DateTime? LastPostAt { get; private set; }

    public static Sanction Of(Case one, SanctionKind kind, DateTime? until, int everyMinutes, string reason, long by, DateTime now) => new()
    {
        CommunityId = one.CommunityId,
        MemberId = one.AuthorId,
        CaseId = one.Id,
        Kind = kind,
        StartsAt = now,
        EndsAt = until,
        EveryMinutes = everyMinutes,
        Reason = reason,
        ImposedBy = by,
    };

    public static Expression<Func<Sanction, bool>> InForce(DateTime at) => s => s.LiftedAt == null && (s.EndsAt == null || s.EndsAt > at);

    public bool InForceAt(DateTime at) => LiftedAt is null && (EndsAt is null || EndsAt > at);

    public void RestsOn(long restrictionId) => RestrictionId = restrictionId;

    public void Lift(long? by, DateTime now) => (LiftedBy, LiftedAt) = (by, now);

    public void Acknowledge(DateTime now) => AcknowledgedAt ??= now;
}

internal sealed class SanctionMapping : IEntityTypeConfiguration<Sanction>
{
    public void Configure(EntityTypeBuilder<Sanction> builder)
    {
        builder.ToTable("sanctions");
        builder.Property(s => s.Reason).HasMaxLength(Verdicts.Verdict.NoteLength);
        builder.HasOne<Case>().WithMany().HasForeignKey(s => s.CaseId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(s => s.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(s => s.ImposedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(s => s.LiftedBy).OnDelete(DeleteBehavior.Restrict);
        // Asked at every post and on every page of a member.
        builder.HasIndex(s => new { s.MemberId, s.CommunityId, s.Kind });
        builder.HasIndex(s => s.RestrictionId);
    }
}
