using System.Text.Json;
using System.Text.Json.Serialization;

namespace Guildhall.Content.Reading;

/// <summary>
/// What search engines read (schema.org/Article; paywalled content as developers.google.com/search/docs/appearance/structured-data
/// describes it). From the free part alone.
/// </summary>
internal static class ArticleMarks
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>A script element of data. The serializer writes <c>&lt;</c> as <c>\u003C</c>, so no text can end it.</summary>
    public static string JsonLd(ArticleView article, string address, string community)
    {
        var marks = new Dictionary<string, object?>
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "Article",
            ["headline"] = article.Title,
            ["description"] = article.Excerpt,
            ["inLanguage"] = article.Language == "zh" ? "zh-CN" : "en",
            ["datePublished"] = article.PublishedAt?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["author"] = new Dictionary<string, string> { ["@type"] = "Person", ["name"] = article.Author },
            ["publisher"] = new Dictionary<string, string> { ["@type"] = "Organization", ["name"] = community },
            ["mainEntityOfPage"] = address,
            ["isAccessibleForFree"] = article.IsFree,
            ["hasPart"] = article.IsFree ? null : new Dictionary<string, object>
            {
                ["@type"] = "WebPageElement",
                ["isAccessibleForFree"] = false,
                ["cssSelector"] = ".paywall",
            },
        };
        return $"<script type=\"application/ld+json\">{JsonSerializer.Serialize(marks, Json)}</script>";
    }
}
