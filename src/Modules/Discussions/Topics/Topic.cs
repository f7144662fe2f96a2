using System.Data.Common;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.Topics;

/// <summary>What a topic is for.</summary>
internal enum TopicKind
{
    Discussion,

    /// <summary>Its replies are answers, of which one may be accepted.</summary>
    Question,

    /// <summary>It comes with a diff, which another module keeps.</summary>
    Review,

    /// <summary>Below an article or another thing: it has no title, no text and no page of its own.</summary>
    Comments,
}

/// <summary>A subject that members talk about. Replies follow one another by time and have numbers from 1.</summary>
internal sealed class Topic : Post
{
    public const string OwnKind = "topic";
    public const int MaxTitle = 150, MaxKind = 40;

    /// <summary>What <see cref="Of"/> reads, of the table as <c>t</c>.</summary>
    public const string Columns =
        "t.id, t.community_id, t.author_id, t.markdown, t.html, t.excerpt, t.edition, t.standing, t.created_at, t.edited_at, t.deleted_at, t.deleted_by, "
        + "t.space_id, t.kind, t.about_kind, t.about_id, t.title, t.last_number, t.replies, t.last_at, t.last_by, t.merged_into_id, t.moves, t.is_anonymous";

    public const int ColumnCount = 24;

    private Topic() { }

    /// <summary><c>null</c> for comments. A space of Communities: no foreign key crosses modules.</summary>
    public long? SpaceId { get; private set; }

    public TopicKind Kind { get; private set; }

    /// <summary>The thing that comments are about.</summary>
    public string? AboutKind { get; private set; }

    public long? AboutId { get; private set; }
    public string Title { get; private set; } = "";

    /// <summary>Number of the newest reply; deleted ones keep theirs.</summary>
    public int LastNumber { get; private set; }

    /// <summary>Replies that are shown.</summary>
    public int Replies { get; private set; }

    /// <summary>UTC: when somebody last said something that is shown; lists are ordered by it.</summary>
    public DateTime LastAt { get; private set; }

    public long LastBy { get; private set; }

    /// <summary>Whether others do not learn who said it.</summary>
    public bool LastIsAnonymous { get; private set; }

    /// <summary>The topic in which all of it stands now; <c>null</c> where it was not merged.</summary>
    public long? MergedIntoId { get; private set; }

    /// <summary>How often replies came from other topics or went to them.</summary>
    public int Moves { get; private set; }

    /// <summary>Comments begin with the thing that they are about: there is nothing of their own to hold or delete.</summary>
    public bool IsShownOrComments => Kind == TopicKind.Comments || IsShown;

    public Thing? About => AboutKind is null ? null : new Thing(AboutKind, AboutId ?? 0);

    public Thing Thing => new(OwnKind, Id);

    public TopicPlace Place => new(Id, SpaceId ?? 0, About);

    public static Topic In(
        long communityId, long spaceId, TopicKind kind, long authorId, DateTime now, bool isAnonymous = false) => new()
    {
        IsAnonymous = isAnonymous,
        LastIsAnonymous = isAnonymous,
        CommunityId = communityId,
        SpaceId = spaceId,
        Kind = kind,
        AuthorId = authorId,
        CreatedAt = now,
        LastAt = now,
        LastBy = authorId,
    };

    /// <param name="row">Begins with <see cref="Columns"/>.</param>
    public static Topic Of(DbDataReader row)
    {
        var topic = new Topic
        {
            SpaceId = row.IsDBNull(12) ? null : row.GetInt64(12),
            Kind = Enum.Parse<TopicKind>(row.GetString(13)),
            AboutKind = row.IsDBNull(14) ? null : row.GetString(14),
            AboutId = row.IsDBNull(15) ? null : row.GetInt64(15),
            Title = row.GetString(16),
            LastNumber = row.GetInt32(17),
            Replies = row.GetInt32(18),
            LastAt = PreparedReads.Utc(row, 19),
            LastBy = row.GetInt64(20),
            MergedIntoId = row.IsDBNull(21) ? null : row.GetInt64(21),
            Moves = row.GetInt32(22),
            IsAnonymous = row.GetBoolean(23),
        };
        topic.Read(row);
        return topic;
    }

    /// <param name="authorId">Who comments first.</param>
    public static Topic OfComments(long communityId, Thing about, long authorId, DateTime now) => new()
    {
        CommunityId = communityId,
        Kind = TopicKind.Comments,
        AboutKind = about.Kind,
        AboutId = about.Id,
        AuthorId = authorId,
        CreatedAt = now,
        LastAt = now,
        LastBy = authorId,
    };

    public void Call(string title) => Title = title;

    public void MoveTo(long spaceId) => SpaceId = spaceId;

    /// <summary>Whether others had read it before it was held.</summary>
    public bool WasShown { get; private set; }

    public void HoldAfter(bool wasShown)
    {
        Hold();
        WasShown |= wasShown;
    }

    /// <summary>One that was held from the beginning is as if it were opened now.</summary>
    public void Release(DateTime now)
    {
        Release();
        if (!WasShown)
            LastAt = now;
    }

    /// <summary>A reply is shown from now on.</summary>
    /// <returns>Its number.</returns>
    public int Take(Post reply, DateTime now)
    {
        (LastAt, LastBy, LastIsAnonymous, Replies) = (now, reply.AuthorId, reply.IsAnonymous, Replies + 1);
        return ++LastNumber;
    }

    /// <summary>For a reply that comes from another topic.</summary>
    public int NextNumber() => ++LastNumber;

    public void Moved() => Moves++;

    public void LastSaid(DateTime at, long by, bool isAnonymous) => (LastAt, LastBy, LastIsAnonymous) = (at, by, isAnonymous);

    public void MergeInto(Topic into, long by, DateTime now)
    {
        (MergedIntoId, Replies) = (into.Id, 0);
        Delete(by, now);
    }

    /// <summary>Stands by itself again, with the words of the reply that its text was meanwhile.</summary>
    public void Unmerge(Post text)
    {
        MergedIntoId = null;
        Restore();
        Take(text);
    }

    /// <summary>What was merged into a topic that went on leads where all of it stands.</summary>
    public void LeadTo(Topic into) => MergedIntoId = into.Id;

    public void Lose() => Replies--;

    public void Regain() => Replies++;
}

internal sealed class TopicMapping : IEntityTypeConfiguration<Topic>
{
    public void Configure(EntityTypeBuilder<Topic> builder)
    {
        builder.ToTable("topics");
        builder.Property(t => t.Title).HasMaxLength(Topic.MaxTitle);
        builder.Property(t => t.AboutKind).HasMaxLength(Topic.MaxKind);
        builder.Property(t => t.Excerpt).HasMaxLength(Post.MaxExcerpt);
        builder.Property(t => t.Edition).IsConcurrencyToken();
        builder.Ignore(t => t.About);
        builder.Ignore(t => t.Thing);
        builder.Ignore(t => t.Place);
        builder.Ignore(t => t.IsShown);
        builder.Ignore(t => t.IsErased);
        builder.Ignore(t => t.IsShownOrComments);
        builder.Ignore(t => t.WrittenAt);
        builder.HasOne<Member>().WithMany().HasForeignKey(t => t.AuthorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(t => t.LastBy).OnDelete(DeleteBehavior.Restrict);
        // No foreign key: SQLite would write the whole table anew for it.
        builder.HasIndex(t => t.MergedIntoId);
        builder.HasIndex(t => new { t.CommunityId, t.SpaceId, t.LastAt, t.Id });
        builder.HasIndex(t => new { t.CommunityId, t.AuthorId, t.Id });
        // Two who comment first at once begin one list of comments.
        builder.HasIndex(t => new { t.AboutKind, t.AboutId }).IsUnique();
    }
}
