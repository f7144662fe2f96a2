using System.Text.Json.Serialization;

namespace Guildhall.Chat.Messages;

/// <summary>A message as programs and pages get it.</summary>
/// <param name="Number">Its place in the channel or thread, from 1; null while it waits for a moderator.</param>
/// <param name="Thread">Id of the message in whose thread it stands; 0 in the channel itself.</param>
/// <param name="Key">The author's own key.</param>
/// <param name="Html">Sanitised; empty where it was deleted or is held.</param>
/// <param name="Standing">"shown", "held" or "refused".</param>
/// <param name="Replies">Messages in its thread.</param>
/// <param name="Change">Number of the channel's change that touched it last.</param>
public sealed record MessageDocument(
    long Id, long Channel, long Thread, int? Number, string Key, MessageAuthor Author, DateTime At, DateTime? EditedAt, bool Deleted,
    string Standing, string Html, RepliedMessage? ReplyTo, int Replies, DateTime? RepliedAt, IReadOnlyList<MessageReaction> Reactions,
    IReadOnlyList<MessageAttachment> Files, int Edition, long Change)
{
    /// <summary>Whether others see its words.</summary>
    internal bool IsShown => !Deleted && Standing == "shown";

    /// <summary>What a bot has put below it to press; absent without any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Kernel.Contracts.Chat.MessageButton>? Buttons { get; init; }

    /// <summary>What is shown in the place of addresses that stand alone in a paragraph; absent without any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MessageCard>? Cards { get; init; }

    /// <summary>
    /// True in a frame of the stream, which is the same for all: cards of this community's own things are left out; ask for the message.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool CardsDiffer { get; init; }

    /// <summary>
    /// True where a line of its text is drawn as what it leads to, such as a poll, which is different for each reader: pages take it from
    /// the message's own page.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HasParts { get; init; }
}

/// <param name="Link">The address as it stands in the text.</param>
/// <param name="Url">Where the card leads.</param>
/// <param name="Description">May be empty.</param>
/// <param name="Site">Name of the site, or its host; of a thing of this community, its author.</param>
public sealed record MessageCard(string Link, string Url, string Title, string Description, string Site)
{
    /// <summary>The address as it is in the HTML, entities included.</summary>
    internal string Href { get; init; } = "";
}

/// <param name="Face">Address of their picture; null without one.</param>
/// <param name="Bot">Whether it is a program.</param>
public sealed record MessageAuthor(long Id, string Name, string? Face, bool Bot = false)
{
    /// <summary>Under which their page stands; null where not everyone may see it.</summary>
    public string? Handle { get; init; }
}

/// <summary>What a message answers.</summary>
public sealed record RepliedMessage(long Id, int? Number, string Author, string Excerpt);

public sealed record MessageReaction(string Name, string Emoji, int Members, bool Mine);

/// <param name="Path">Its address, for whom the channel is open.</param>
/// <param name="Size">Bytes.</param>
public sealed record MessageAttachment(string Path, string Name, string MediaType, long Size)
{
    internal bool IsPicture => MediaType is "image/png" or "image/jpeg" or "image/gif" or "image/webp";

    /// <summary>What MediaRecorder makes is told apart from films by the name that the page gives it.</summary>
    internal bool IsVoice => MediaType.StartsWith("audio/", StringComparison.Ordinal)
        || (MediaType is "video/webm" or "video/mp4" && Name.StartsWith("voice-", StringComparison.Ordinal));
}

/// <param name="Items">By number, the oldest first.</param>
/// <param name="Before">Ask with before= this for older ones; null where there are none.</param>
/// <param name="After">Ask with after= this for newer ones; null where there are none.</param>
/// <param name="Change">Number of the channel's last change: ask with changes= this for what happened since.</param>
/// <param name="Read">How far the caller has read; null where they were never there.</param>
public sealed record MessagesDocument(IReadOnlyList<MessageDocument> Items, int? Before, int? After, long Change, int? Read);

/// <param name="Items">Touched since, in the order of changes.</param>
/// <param name="Change">The change up to which this tells; ask again while more is true.</param>
public sealed record ChangesDocument(IReadOnlyList<MessageDocument> Items, long Change, bool More);
