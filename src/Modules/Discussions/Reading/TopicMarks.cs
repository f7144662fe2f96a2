using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Values;

namespace Guildhall.Discussions.Reading;

/// <summary>
/// What search engines read: schema.org/DiscussionForumPosting, and schema.org/QAPage for a question that has answers. It is data, which
/// the policy against inline scripts allows, as under articles.
/// </summary>
internal static class TopicMarks
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>A script element of data. The serializer writes <c>&lt;</c> as <c>\u003C</c>, so no text can end it.</summary>
    public static string JsonLd(TopicView view, string address)
    {
        var marks = view.Topic.Kind == TopicKind.Question && view.Replies.Any(r => !r.IsGone) ? Question(view) : Posting(view, address);
        marks["@context"] = "https://schema.org";
        return $"<script type=\"application/ld+json\">{JsonSerializer.Serialize(marks, Json)}</script>";
    }

    private static Dictionary<string, object?> Posting(TopicView view, string address) => new()
    {
        ["@type"] = "DiscussionForumPosting",
        ["headline"] = view.Topic.Title,
        ["text"] = view.Topic.Excerpt,
        ["url"] = address,
        ["datePublished"] = At(view.Topic.CreatedAt),
        ["author"] = Person(view.Author),
        ["commentCount"] = view.Topic.Replies,
    };

    private static Dictionary<string, object?> Question(TopicView view)
    {
        var answers = view.Replies.Where(r => !r.IsGone && r.Row.ReplyToId is null).ToList();
        return new()
        {
            ["@type"] = "QAPage",
            ["mainEntity"] = new Dictionary<string, object?>
            {
                ["@type"] = "Question",
                ["name"] = view.Topic.Title,
                ["text"] = view.Topic.Excerpt,
                ["datePublished"] = At(view.Topic.CreatedAt),
                ["author"] = Person(view.Author),
                ["answerCount"] = answers.Count,
                ["acceptedAnswer"] = answers.Where(r => r.IsAccepted).Select(Answer).FirstOrDefault(),
                ["suggestedAnswer"] = answers.Where(r => !r.IsAccepted).Select(Answer).ToList(),
            },
        };
    }

    private static Dictionary<string, object?> Answer(SeenReply reply) => new()
    {
        ["@type"] = "Answer",
        ["text"] = Plain(reply.Row.Html),
        ["datePublished"] = At(reply.Row.CreatedAt),
        ["upvoteCount"] = reply.Row.Score,
        ["author"] = Person(reply.Row.Author),
    };

    private static Dictionary<string, object?> Person(string? name) =>
        new() { ["@type"] = "Person", ["name"] = name ?? "Anonymous" };

    private static string At(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Plain(string html)
    {
        using var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument("<!doctype html><body>" + html);
        var text = document.Body!.TextContent.Trim();
        return text.CutTo(500);
    }
}
