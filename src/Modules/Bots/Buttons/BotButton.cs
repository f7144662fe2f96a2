using Guildhall.Bots.Keeping;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Bots.Buttons;

/// <summary>How a button looks.</summary>
public enum ButtonStyle
{
    Plain,
    Primary,
    Danger,
}

/// <summary>Something to press below what a bot said.</summary>
internal sealed class BotButton : ICommunityOwned
{
    public const int MaxLabel = 40, MaxAction = 60, Most = 5, MaxKind = 20;

    private BotButton() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long BotId { get; private set; }

    /// <summary>A message, a topic or a reply of the bot.</summary>
    public string PostKind { get; private set; } = "";

    public long PostId { get; private set; }

    /// <summary>Its place among the buttons of the post.</summary>
    public int Place { get; private set; }

    public string Label { get; private set; } = "";

    /// <summary>What the bot is told when it is pressed.</summary>
    public string Action { get; private set; } = "";

    public ButtonStyle Style { get; private set; }

    public Thing Post => new(PostKind, PostId);

    public static BotButton Of(Bot bot, Thing post, int place, string label, string action, ButtonStyle style) => new()
    {
        CommunityId = bot.CommunityId,
        BotId = bot.Id,
        PostKind = post.Kind,
        PostId = post.Id,
        Place = place,
        Label = label,
        Action = action,
        Style = style,
    };
}

internal sealed class BotButtonMapping : IEntityTypeConfiguration<BotButton>
{
    public void Configure(EntityTypeBuilder<BotButton> builder)
    {
        builder.ToTable("bot_buttons");
        builder.Property(b => b.PostKind).HasMaxLength(BotButton.MaxKind);
        builder.Property(b => b.Label).HasMaxLength(BotButton.MaxLabel);
        builder.Property(b => b.Action).HasMaxLength(BotButton.MaxAction);
        builder.Ignore(b => b.Post);
        builder.HasOne<Bot>().WithMany().HasForeignKey(b => b.BotId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(b => new { b.PostKind, b.PostId, b.Place }).IsUnique();
    }
}
