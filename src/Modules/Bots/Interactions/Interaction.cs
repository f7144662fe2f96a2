using System.Security.Cryptography;
using System.Text.Json;
using Guildhall.Bots.Keeping;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Bots.Interactions;

/// <summary>How somebody turned to a bot.</summary>
public enum InteractionKind
{
    Command,
    Button,
}

/// <summary>How it stands.</summary>
public enum InteractionState
{
    Waiting,

    /// <summary>The bot has said that its answer comes later.</summary>
    Deferred,

    Answered,

    /// <summary>The time for it is over.</summary>
    Unanswered,
}

/// <summary>Where somebody turned to a bot: a channel, a topic, a message or a reply.</summary>
/// <param name="ThreadId">The message in whose thread it stands; <c>null</c> elsewhere.</param>
internal readonly record struct Place(Thing Thing, long? ThreadId);

/// <summary>What is asked of a bot.</summary>
/// <param name="Name">Of the command, or the action of the button.</param>
/// <param name="Text">What follows the command, as it was typed.</param>
internal sealed record Asked(
    InteractionKind Kind, string Name, string Text, IReadOnlyDictionary<string, object> Options, Place Place);

/// <summary>
/// Somebody turned to a bot. Its ticket is known to the bot alone and answers it once: within three seconds, or within a quarter of an hour
/// after the bot has said within three seconds that its answer comes later.
/// </summary>
internal sealed class Interaction : ICommunityOwned
{
    public const string OwnKind = "interaction";
    public const int MaxText = 6000, MaxKey = 64, MaxName = 60, MaxKind = 20, MaxAnswer = 4000, TicketLength = 32;

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private Interaction() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long BotId { get; private set; }
    public long AskerId { get; private set; }

    /// <summary>Of the asker's choice: sent again it is the same use.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Random; whoever answers needs the bot's token as well.</summary>
    public string Ticket { get; private set; } = "";

    public InteractionKind Kind { get; private set; }
    public string Name { get; private set; } = "";
    public string Text { get; private set; } = "";

    /// <summary>JSON by name.</summary>
    public string Options { get; private set; } = "{}";

    public string PlaceKind { get; private set; } = "";
    public long PlaceId { get; private set; }
    public long? ThreadId { get; private set; }
    public DateTime AskedAt { get; private set; }
    public DateTime? DeferredAt { get; private set; }
    public DateTime? AnsweredAt { get; private set; }

    /// <summary>The bot's endpoint did not take it, so nobody need wait.</summary>
    public DateTime? LostAt { get; private set; }

    /// <summary>For the asker alone, rendered and sanitised; empty where all see the answer.</summary>
    public string AnswerHtml { get; private set; } = "";

    public Thing Thing => new(OwnKind, Id);

    public Place Place => new(new Thing(PlaceKind, PlaceId), ThreadId);

    public static Interaction Of(Bot bot, long askerId, Asked asked, string key, DateTime now) => new()
    {
        CommunityId = bot.CommunityId,
        BotId = bot.Id,
        AskerId = askerId,
        Key = key,
        Ticket = RandomNumberGenerator.GetHexString(TicketLength, lowercase: true),
        Kind = asked.Kind,
        Name = asked.Name,
        Text = asked.Text,
        Options = JsonSerializer.Serialize(asked.Options),
        PlaceKind = asked.Place.Thing.Kind,
        PlaceId = asked.Place.Thing.Id,
        ThreadId = asked.Place.ThreadId,
        AskedAt = now,
    };

    /// <summary>Until when the ticket answers it, UTC.</summary>
    public DateTime Until => DeferredAt is null ? AskedAt + Patience : AskedAt + Life;

    public InteractionState StateAt(DateTime now) =>
        AnsweredAt is not null ? InteractionState.Answered
        : LostAt is not null || now > Until ? InteractionState.Unanswered
        : DeferredAt is not null ? InteractionState.Deferred
        : InteractionState.Waiting;

    /// <summary>Answered at once, by what comes with the program.</summary>
    public void Answer(string html, DateTime now) => (AnswerHtml, AnsweredAt) = (html, now);

    public void Lose(DateTime now) => LostAt ??= now;
}

internal sealed class InteractionMapping : IEntityTypeConfiguration<Interaction>
{
    public void Configure(EntityTypeBuilder<Interaction> builder)
    {
        builder.ToTable("bot_interactions");
        builder.Property(i => i.Key).HasMaxLength(Interaction.MaxKey);
        builder.Property(i => i.Ticket).HasMaxLength(Interaction.TicketLength);
        builder.Property(i => i.Name).HasMaxLength(Interaction.MaxName);
        builder.Property(i => i.Text).HasMaxLength(Interaction.MaxText);
        builder.Property(i => i.PlaceKind).HasMaxLength(Interaction.MaxKind);
        builder.Ignore(i => i.Thing);
        builder.Ignore(i => i.Place);
        builder.Ignore(i => i.Until);
        builder.HasOne<Bot>().WithMany().HasForeignKey(i => i.BotId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(i => i.AskerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(i => i.Ticket).IsUnique();
        // Sent twice, it is asked once.
        builder.HasIndex(i => new { i.CommunityId, i.AskerId, i.Key }).IsUnique();
        builder.HasIndex(i => new { i.AskerId, i.AskedAt });
        builder.HasIndex(i => i.AskedAt);
    }
}
