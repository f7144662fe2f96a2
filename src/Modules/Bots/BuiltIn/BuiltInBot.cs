using Guildhall.Bots.BuiltIn.Digests;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Bots.BuiltIn;

/// <summary>What comes with the program.</summary>
public enum BuiltInKind
{
    /// <summary>Greets who has just joined.</summary>
    Welcome,

    /// <summary>Tells those who could know the answer of questions that wait.</summary>
    Questions,

    /// <summary>Names the rules after a first post, and on /rules.</summary>
    Rules,

    /// <summary>Tells weekly or daily what was discussed, asked and published.</summary>
    Digest,
}

/// <summary>How a community wants one of the bots that come with the program. Without a row it is off.</summary>
internal sealed class BuiltInBot : ICommunityOwned
{
    public const int MaxMarkdown = 4000, DefaultHours = 24, MaxHours = 24 * 14, DefaultMostPerDay = 2, MaxMostPerDay = 20;

    private BuiltInBot() { }

    public long CommunityId { get; private set; }
    public BuiltInKind Kind { get; private set; }

    /// <summary>Since when it is on; <c>null</c> while it is off.</summary>
    public DateTime? OnSince { get; private set; }

    public long ChangedBy { get; private set; }

    /// <summary>The operator's words; empty where it needs none.</summary>
    public string Markdown { get; private set; } = "";

    /// <summary>Where it speaks; <c>null</c> for a notification, or where it writes topics.</summary>
    public long? ChannelId { get; private set; }

    /// <summary>Where it writes topics. A space of Communities: no foreign key crosses modules.</summary>
    public long? SpaceId { get; private set; }

    /// <summary>How long a question waits first.</summary>
    public int Hours { get; private set; } = DefaultHours;

    /// <summary>How often it tells one person within a day.</summary>
    public int MostPerDay { get; private set; } = DefaultMostPerDay;

    public DigestRhythm Rhythm { get; private set; } = DigestTerms.Usual.Rhythm;
    public DayOfWeek Weekday { get; private set; } = DigestTerms.Usual.Weekday;

    /// <summary>Of the day on the community's clock, 0 to 23.</summary>
    public int AtHour { get; private set; } = DigestTerms.Usual.Hour;

    public DigestTerms Digest => new(Rhythm, Weekday, AtHour);

    public static BuiltInBot Of(long communityId, BuiltInKind kind) => new() { CommunityId = communityId, Kind = kind };

    public void Change(BuiltInWish wish, long by, DateTime now)
    {
        OnSince = wish.On ? OnSince ?? now : null;
        (ChangedBy, Markdown, ChannelId, Hours, MostPerDay) = (by, wish.Markdown.Trim(), wish.ChannelId, wish.Hours, wish.MostPerDay);
        SpaceId = wish.SpaceId;
        (Rhythm, Weekday, AtHour) = wish.Digest ?? DigestTerms.Usual;
    }
}

internal sealed class BuiltInBotMapping : IEntityTypeConfiguration<BuiltInBot>
{
    public void Configure(EntityTypeBuilder<BuiltInBot> builder)
    {
        builder.ToTable("built_in_bots");
        builder.HasKey(b => new { b.CommunityId, b.Kind });
        builder.Ignore(b => b.Digest);
        // For the rows of before; what is set is always said, so no value stands for "not set".
        builder.Property(b => b.Rhythm).HasDefaultValue(DigestTerms.Usual.Rhythm);
        builder.Property(b => b.Weekday).HasDefaultValue(DigestTerms.Usual.Weekday).HasSentinel((DayOfWeek)(-1));
        builder.Property(b => b.AtHour).HasDefaultValue(DigestTerms.Usual.Hour).HasSentinel(-1);
        builder.Property(b => b.Markdown).HasMaxLength(BuiltInBot.MaxMarkdown);
        builder.HasOne<Member>().WithMany().HasForeignKey(b => b.ChangedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
