using System.ComponentModel.DataAnnotations;

namespace Guildhall.Chat;

/// <summary>What one member may say in how short a time. The section is <c>Guildhall:Chat</c>.</summary>
internal sealed class ChatOptions
{
    /// <summary>Messages at once, after a while of silence.</summary>
    [Range(1, 10_000)]
    public int MessagesAtOnce { get; set; } = 12;

    /// <summary>Messages a minute in the long run.</summary>
    [Range(1, 100_000)]
    public int MessagesPerMinute { get; set; } = 60;

    /// <summary>Conversations that one member may begin within 24 hours.</summary>
    [Range(1, 10_000)]
    public int ConversationsPerDay { get; set; } = 20;
}
