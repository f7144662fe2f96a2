using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Screening.Floods;

/// <summary>Somebody joined a community for nothing; kept for as long as floods look back.</summary>
internal sealed class Join : ICommunityOwned
{
    private Join() { }

    public long CommunityId { get; private set; }
    public long MemberId { get; private set; }
    public DateTime At { get; private set; }

    public static Join Of(long communityId, long memberId, DateTime at) =>
        new() { CommunityId = communityId, MemberId = memberId, At = at };
}

/// <summary>Many joined in a short time. While it lasts, what these members say first waits, and joining is slowed.</summary>
internal sealed class JoinFlood : ICommunityOwned
{
    private JoinFlood() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>Who joined from then on is a part of it.</summary>
    public DateTime JoinsFrom { get; private set; }

    public DateTime BeganAt { get; private set; }

    /// <summary>When it ends by itself; later while it goes on.</summary>
    public DateTime Until { get; private set; }

    public int Joins { get; private set; }
    public int Networks { get; private set; }

    /// <summary>UTC: when an operator, or the clock, ended it.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary><c>null</c> where it ended by itself.</summary>
    public long? EndedBy { get; private set; }

    public static JoinFlood Of(long communityId, DateTime joinsFrom, int joins, int networks, DateTime now, DateTime until) => new()
    {
        CommunityId = communityId,
        JoinsFrom = joinsFrom,
        BeganAt = now,
        Until = until,
        Joins = joins,
        Networks = networks,
    };

    /// <returns>Whether its end has moved: by an hour at least, since all nodes keep it in memory.</returns>
    public bool GoOn(int networks, DateTime until)
    {
        (Joins, Networks) = (Joins + 1, Math.Max(Networks, networks));
        if (until - Until < TimeSpan.FromHours(1))
            return false;
        Until = until;
        return true;
    }

    public void End(long? by, DateTime now) => (EndedBy, EndedAt) = (by, now);
}

internal sealed class JoinMapping : IEntityTypeConfiguration<Join>
{
    public void Configure(EntityTypeBuilder<Join> builder)
    {
        builder.ToTable("community_joins");
        builder.HasKey(j => new { j.CommunityId, j.MemberId });
        builder.HasOne<Member>().WithMany().HasForeignKey(j => j.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(j => new { j.CommunityId, j.At });
    }
}

internal sealed class JoinFloodMapping : IEntityTypeConfiguration<JoinFlood>
{
    public void Configure(EntityTypeBuilder<JoinFlood> builder)
    {
        builder.ToTable("join_floods");
        builder.HasOne<Member>().WithMany().HasForeignKey(f => f.EndedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(f => new { f.CommunityId, f.EndedAt });
    }
}
