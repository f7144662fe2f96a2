using System.Globalization;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Growth.Badges;

/// <summary>That a member has a badge: once, and for good.</summary>
internal sealed class BadgeAward : ICommunityOwned
{
    public const int MaxSlug = 40, MaxNote = 200;

    private BadgeAward() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long MemberId { get; private set; }

    /// <summary>The slug of one that comes with the program, or of an own one.</summary>
    public string Badge { get; private set; } = "";

    /// <summary>What the operator said who gave it; empty where it was earned.</summary>
    public string Note { get; private set; } = "";

    public long? GivenBy { get; private set; }
    public DateTime At { get; private set; }

    public static BadgeAward Of(long communityId, long memberId, string badge, DateTime at) =>
        new() { CommunityId = communityId, MemberId = memberId, Badge = badge, At = at };

    public static BadgeAward ByHand(OwnBadge badge, long memberId, string note, long by, DateTime now) => new()
    {
        CommunityId = badge.CommunityId,
        MemberId = memberId,
        Badge = badge.Slug,
        Note = note,
        GivenBy = by,
        At = now,
    };
}

/// <summary>A badge that a community has made, and that operators give by hand.</summary>
internal sealed class OwnBadge : ICommunityOwned
{
    public const int MaxName = 40, MaxAbout = 200;
    private const string Prefix = "own-";

    private OwnBadge() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public string NameEn { get; private set; } = "";
    public string NameZh { get; private set; } = "";
    public string About { get; private set; } = "";
    public DateTime CreatedAt { get; private set; }
    public long CreatedBy { get; private set; }

    /// <summary>Nobody gets it any more; who has it keeps it.</summary>
    public DateTime? ArchivedAt { get; private set; }

    public string Slug => Prefix + Id.ToString(CultureInfo.InvariantCulture);

    public static OwnBadge Of(long communityId, string nameEn, string nameZh, string about, long by, DateTime now) => new()
    {
        CommunityId = communityId,
        NameEn = nameEn,
        NameZh = nameZh,
        About = about,
        CreatedBy = by,
        CreatedAt = now,
    };

    public void Archive(DateTime now) => ArchivedAt ??= now;

    /// <returns><c>null</c> for the slug of one that comes with the program.</returns>
    public static long? IdIn(string slug) => slug.StartsWith(Prefix, StringComparison.Ordinal)
        && long.TryParse(slug.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}

internal sealed class BadgeAwardMapping : IEntityTypeConfiguration<BadgeAward>
{
    public void Configure(EntityTypeBuilder<BadgeAward> builder)
    {
        builder.ToTable("badge_awards");
        builder.Property(a => a.Badge).HasMaxLength(BadgeAward.MaxSlug);
        builder.Property(a => a.Note).HasMaxLength(BadgeAward.MaxNote);
        builder.HasOne<Member>().WithMany().HasForeignKey(a => a.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(a => a.GivenBy).OnDelete(DeleteBehavior.Restrict);
        // Once only, from two nodes at once too.
        builder.HasIndex(a => new { a.CommunityId, a.MemberId, a.Badge }).IsUnique();
        builder.HasIndex(a => new { a.CommunityId, a.Badge, a.Id });
    }
}

internal sealed class OwnBadgeMapping : IEntityTypeConfiguration<OwnBadge>
{
    public void Configure(EntityTypeBuilder<OwnBadge> builder)
    {
        builder.ToTable("own_badges");
        builder.Property(b => b.NameEn).HasMaxLength(OwnBadge.MaxName);
        builder.Property(b => b.NameZh).HasMaxLength(OwnBadge.MaxName);
        builder.Property(b => b.About).HasMaxLength(OwnBadge.MaxAbout);
        builder.Ignore(b => b.Slug);
        builder.HasOne<Member>().WithMany().HasForeignKey(b => b.CreatedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
