using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Memberships.Tiers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Memberships.Seats;

/// <summary>
/// Seats of a tier that somebody bought for a period and manages. Who sits in one holds the tier; what they hold rests on their
/// <see cref="Seat"/>.
/// </summary>
internal sealed class Team : ICommunityOwned
{
    public const int DomainLength = 100;

    private Team() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>The buyer.</summary>
    public long ManagerId { get; private set; }

    public long TierId { get; private set; }

    /// <summary>The order line that paid for it.</summary>
    public long LineId { get; private set; }

    public int Seats { get; private set; }

    /// <summary>How many are taken. Only statements that compare and set it change it, so that two at once never take one seat.</summary>
    public int Taken { get; private set; }

    public DateTime From { get; private set; }

    /// <summary>Exclusive.</summary>
    public DateTime? Until { get; private set; }

    /// <summary>When it ended early.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>SHA-256 of the secret in the join link; <c>null</c> while nobody joins by it.</summary>
    public string? JoinHash { get; private set; }

    /// <summary>The secret, encrypted.</summary>
    public string? SealedJoin { get; private set; }

    /// <summary>Only members with a confirmed address of this domain join; empty for anybody.</summary>
    public string MailDomain { get; private set; } = "";

    public static Team Of(SoldLine line, DateTime from, DateTime? until, (string Hash, string Sealed) link) => new()
    {
        CommunityId = line.CommunityId,
        ManagerId = line.MemberId,
        TierId = line.Item.Id,
        LineId = line.LineId,
        Seats = line.Quantity,
        From = from,
        Until = until,
        JoinHash = link.Hash,
        SealedJoin = link.Sealed,
    };

    public bool RunsAt(DateTime now) => EndedAt is null && (Until is null || Until > now);

    /// <summary>The link before it leads nowhere any more.</summary>
    public void Link((string Hash, string Sealed)? link) => (JoinHash, SealedJoin) = (link?.Hash, link?.Sealed);

    public void Ask(string mailDomain) => MailDomain = mailDomain;
}

/// <summary>That a member sits, or sat, in a seat of a team. Freeing it makes room for another row.</summary>
internal sealed class Seat : ICommunityOwned
{
    public const string Kind = "seat";

    private Seat() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long TeamId { get; private set; }
    public long MemberId { get; private set; }
    public DateTime TakenAt { get; private set; }
    public DateTime? FreedAt { get; private set; }

    /// <summary>What the grant rests on.</summary>
    public Thing Document => new(Kind, Id);

    public static Seat Take(Team team, long memberId, DateTime now) =>
        new() { CommunityId = team.CommunityId, TeamId = team.Id, MemberId = memberId, TakenAt = now };

    public void Free(DateTime now) => FreedAt ??= now;
}

internal sealed class TeamMapping : IEntityTypeConfiguration<Team>
{
    public void Configure(EntityTypeBuilder<Team> builder)
    {
        builder.ToTable("teams", table => table.HasCheckConstraint("ck_teams_taken", "taken >= 0 AND taken <= seats"));
        builder.Property(t => t.JoinHash).HasMaxLength(64);
        builder.Property(t => t.SealedJoin).HasMaxLength(500);
        builder.Property(t => t.MailDomain).HasMaxLength(Team.DomainLength);
        // Entity Framework never writes it: see the property.
        builder.Property(t => t.Taken).Metadata.SetAfterSaveBehavior(Microsoft.EntityFrameworkCore.Metadata.PropertySaveBehavior.Ignore);
        builder.HasIndex(t => t.JoinHash).IsUnique();
        builder.HasIndex(t => new { t.CommunityId, t.LineId }).IsUnique();
        builder.HasIndex(t => new { t.ManagerId, t.Id });
        builder.HasOne<Tier>().WithMany().HasForeignKey(t => t.TierId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(t => t.ManagerId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SeatMapping : IEntityTypeConfiguration<Seat>
{
    public void Configure(EntityTypeBuilder<Seat> builder)
    {
        builder.ToTable("seats");
        builder.Ignore(s => s.Document);
        // Nobody sits in two seats of one team.
        builder.HasIndex(s => new { s.TeamId, s.MemberId }).IsUnique().HasFilter("freed_at IS NULL");
        builder.HasIndex(s => new { s.CommunityId, s.TeamId, s.Id });
        builder.HasOne<Team>().WithMany().HasForeignKey(s => s.TeamId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(s => s.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}
