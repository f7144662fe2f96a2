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

    /// <summary>Where it greets; <c>null</c> for a notification.</summary>
    public long? ChannelId { get; private set; }

    /// <summary>How long a question waits first.</summary>
    public int Hours { get; private set; } = DefaultHours;

    /// <summary>How often it tells one person within a day.</summary>
    public int MostPerDay { get; private set; } = DefaultMostPerDay;

    public static BuiltInBot Of(long communityId, BuiltInKind kind) => new() { CommunityId = communityId, Kind = kind };

    public void Change(BuiltInWish wish, long by, DateTime now)
    {
        OnSince = wish.On ? OnSince ?? now : null;
        (ChangedBy, Markdown, ChannelId, Hours, MostPerDay) = (by, wish.Markdown.Trim(), wish.ChannelId, wish.Hours, wish.MostPerDay);
    }
}

internal sealed class BuiltInBotMapping : IEntityTypeConfiguration<BuiltInBot>
{
    public void Configure(EntityTypeBuilder<BuiltInBot> builder)
    {
        builder.ToTable("built_in_bots");
        builder.HasKey(b => new { b.CommunityId, b.Kind });
        builder.Property(b => b.Markdown).HasMaxLength(BuiltInBot.MaxMarkdown);
        builder.HasOne<Member>().WithMany().HasForeignKey(b => b.ChangedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
