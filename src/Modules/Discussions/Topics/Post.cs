using System.Data.Common;
using Guildhall.Kernel.Data;

namespace Guildhall.Discussions.Topics;

/// <summary>What the screening and moderators have said of a post.</summary>
public enum Standing
{
    Shown,

    /// <summary>Waits for a moderator; its author sees it.</summary>
    Held,

    /// <summary>A moderator has refused it after it was held; its author sees that.</summary>
    Refused,
}

/// <summary>What a member said: a topic or a reply. A text that is gone from sight is kept, so that it can be brought back.</summary>
internal abstract class Post : ICommunityOwned
{
    public const int MaxMarkdown = 30_000, MaxExcerpt = 200;

    public long Id { get; private set; }
    public long CommunityId { get; protected set; }
    public long AuthorId { get; protected set; }
    public string Markdown { get; private set; } = "";

    /// <summary>Rendered and sanitised when it was saved.</summary>
    public string Html { get; private set; } = "";

    /// <summary>Its beginning as plain text.</summary>
    public string Excerpt { get; private set; } = "";

    /// <summary>Counts texts, so that two who edit at once do not overwrite each other.</summary>
    public int Edition { get; private set; }

    /// <summary>Others do not learn who wrote it. See decision 43.</summary>
    public bool IsAnonymous { get; protected set; }

    /// <summary>Who did something to it, as far as others may know: nobody, where that would tell who wrote it.</summary>
    public long? Told(long by) => IsAnonymous && by == AuthorId ? null : by;

    public Standing Standing { get; private set; }
    public DateTime CreatedAt { get; protected set; }

    /// <summary>UTC: when these words were saved; <c>null</c> for the first ones.</summary>
    public DateTime? EditedAt { get; private set; }

    public DateTime? DeletedAt { get; private set; }
    public long? DeletedBy { get; private set; }

    /// <summary>Whether everybody sees it whom the gate lets in.</summary>
    public bool IsShown => Standing == Standing.Shown && DeletedAt is null;

    public DateTime WrittenAt => EditedAt ?? CreatedAt;

    /// <summary>
    /// As it stands in a row that begins with id, community_id, author_id, markdown, html, excerpt, edition, standing, created_at,
    /// edited_at, deleted_at, deleted_by.
    /// </summary>
    protected void Read(DbDataReader row)
    {
        (Id, CommunityId, AuthorId) = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
        (Markdown, Html, Excerpt, Edition) = (row.GetString(3), row.GetString(4), row.GetString(5), row.GetInt32(6));
        (Standing, CreatedAt) = (Enum.Parse<Standing>(row.GetString(7)), PreparedReads.Utc(row, 8));
        EditedAt = row.IsDBNull(9) ? null : PreparedReads.Utc(row, 9);
        DeletedAt = row.IsDBNull(10) ? null : PreparedReads.Utc(row, 10);
        DeletedBy = row.IsDBNull(11) ? null : row.GetInt64(11);
    }

    public void Say(PostText text, DateTime now)
    {
        (Markdown, Html, Excerpt) = (text.Markdown, text.Html, text.Excerpt);
        EditedAt = ++Edition == 1 ? null : now;
    }

    /// <summary>Says what another post says, in all its editions.</summary>
    protected void Take(Post other) =>
        (Markdown, Html, Excerpt, Edition, EditedAt) = (other.Markdown, other.Html, other.Excerpt, other.Edition, other.EditedAt);

    public void Delete(long by, DateTime now) => (DeletedBy, DeletedAt) = (by, now);

    /// <summary>Its words are gone for good; its place stays.</summary>
    public void Erase() => (Markdown, Html, Excerpt) = ("", "", "");

    /// <summary>Whether its words are gone for good.</summary>
    public bool IsErased => Markdown.Length == 0;

    /// <summary>The same, and it is out of sight.</summary>
    public void Erase(long by, DateTime now)
    {
        Erase();
        (DeletedBy, DeletedAt) = (DeletedBy ?? by, DeletedAt ?? now);
    }

    public void Restore() => (DeletedBy, DeletedAt) = (null, null);

    public void Hold() => Standing = Standing.Held;

    public void Refuse() => Standing = Standing.Refused;

    protected void Release() => Standing = Standing.Shown;
}
