using Guildhall.Chat.Channels;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Chat.Messages;

/// <summary>What the screening and moderators have said of a message.</summary>
public enum Standing
{
    Shown,

    /// <summary>Waits for a moderator; its author sees it.</summary>
    Held,

    /// <summary>A moderator has refused it after it was held; its author sees that.</summary>
    Refused,
}

/// <summary>Something said in a channel or in one of its threads. A text that is gone from sight is kept.</summary>
internal sealed class Message : ICommunityOwned
{
    public const string OwnKind = "message";
    public const int MaxMarkdown = 6000, MaxKey = 64, MaxFiles = 10;

    private Message() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long ChannelId { get; private set; }

    /// <summary>Id of the message that opened the thread; 0 for a message of the channel itself.</summary>
    public long ThreadId { get; private set; }

    /// <summary>Its place in the channel or thread, from 1; <c>null</c> until it is shown for the first time.</summary>
    public int? Number { get; private set; }

    public long AuthorId { get; private set; }

    /// <summary>Of the author's choice: said again it makes no second message.</summary>
    public string Key { get; private set; } = "";

    public string Markdown { get; private set; } = "";

    /// <summary>Rendered and sanitised when it was saved.</summary>
    public string Html { get; private set; } = "";

    /// <summary>The message of the same channel or thread that it answers.</summary>
    public long? ReplyToId { get; private set; }

    /// <summary>Number of the newest message of its thread; 0 without one.</summary>
    public int Replies { get; private set; }

    public DateTime? RepliedAt { get; private set; }
    public bool HasFiles { get; private set; }

    /// <summary>Counts texts, so that two who edit at once do not overwrite each other.</summary>
    public int Edition { get; private set; }

    public Standing Standing { get; private set; }
    public DateTime CreatedAt { get; private set; }
    public DateTime? EditedAt { get; private set; }
    public DateTime? DeletedAt { get; private set; }
    public long? DeletedBy { get; private set; }

    /// <summary>Number of the channel's change that touched it last.</summary>
    public long Change { get; private set; }

    /// <summary><c>true</c> while the search does not know it as it is, else <c>null</c>. Conversations are never in the index.</summary>
    public bool? IsUnindexed { get; private set; }

    /// <summary>Whether everybody sees it whom the gate lets in.</summary>
    public bool IsShown => Standing == Standing.Shown && DeletedAt is null;

    public Thing Thing => new(OwnKind, Id);

    public static Message Of(Channel channel, long threadId, long? replyTo, long authorId, string key, DateTime now) => new()
    {
        CommunityId = channel.CommunityId,
        ChannelId = channel.Id,
        ThreadId = threadId,
        ReplyToId = replyTo,
        AuthorId = authorId,
        Key = key,
        CreatedAt = now,
        IsUnindexed = channel.IsOfSpace ? true : null,
    };

    public void Say(MessageText text, DateTime now)
    {
        (Markdown, Html) = (text.Markdown, text.Html);
        EditedAt = ++Edition == 1 ? null : now;
    }

    public void Bring(bool files) => HasFiles = files;

    /// <summary>Others read it from now on, at the end of its channel or thread if it has no place yet.</summary>
    /// <param name="root">The message that opened the thread; <c>null</c> for the channel itself.</param>
    public void ShowIn(Channel channel, Message? root, DateTime now)
    {
        Standing = Standing.Shown;
        if (Number is null)
        {
            CreatedAt = now;
            Number = root is null ? channel.Take(now) : root.TakeReply(channel, now);
        }
        Touch(channel);
    }

    public void Delete(Channel channel, long by, DateTime now)
    {
        (DeletedBy, DeletedAt) = (by, now);
        Touch(channel);
    }

    /// <summary>Its words are gone for good; its place stays.</summary>
    public void Erase(Channel channel, long by, DateTime now)
    {
        (Markdown, Html, HasFiles) = ("", "", false);
        (DeletedBy, DeletedAt) = (DeletedBy ?? by, DeletedAt ?? now);
        Touch(channel);
    }

    public void Restore(Channel channel)
    {
        (DeletedBy, DeletedAt) = (null, null);
        Touch(channel);
    }

    public void Hold(Channel channel)
    {
        Standing = Standing.Held;
        Touch(channel);
    }

    public void Refuse(Channel channel)
    {
        Standing = Standing.Refused;
        Touch(channel);
    }

    /// <summary>It looks different from now on: whoever asks what changed gets it.</summary>
    public void Touch(Channel channel)
    {
        Change = channel.Change();
        IsUnindexed = channel.IsOfSpace ? true : null;
    }

    private int TakeReply(Channel channel, DateTime now)
    {
        RepliedAt = now;
        Change = channel.Change();
        return ++Replies;
    }
}

internal sealed class MessageMapping : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("messages");
        builder.Property(m => m.Key).HasMaxLength(Message.MaxKey);
        builder.Ignore(m => m.IsShown);
        builder.Ignore(m => m.Thing);
        builder.HasOne<Channel>().WithMany().HasForeignKey(m => m.ChannelId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(m => m.AuthorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => new { m.ChannelId, m.ThreadId, m.Number }).IsUnique();
        builder.HasIndex(m => new { m.ChannelId, m.AuthorId, m.Key }).IsUnique();
        builder.HasIndex(m => new { m.ChannelId, m.Change });
        builder.HasIndex(m => new { m.AuthorId, m.ChannelId, m.Id });
        builder.HasIndex(m => m.Id).HasFilter("is_unindexed IS NOT NULL").HasDatabaseName("ix_messages_unindexed");
    }
}
