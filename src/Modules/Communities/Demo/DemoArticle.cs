using System.Globalization;
using System.Reflection;

namespace Guildhall.Communities.Demo;

/// <summary>An article of the demo, as it lies beside this file: lines of "key: value", a line "---", then Markdown.</summary>
/// <param name="DaysOld">How long before the demo is made it was published.</param>
internal sealed record DemoArticle(string Slug, string Title, string Space, string Author, int DaysOld, string Markdown)
{
    /// <summary>The articles of a folder, oldest first.</summary>
    public static IReadOnlyList<DemoArticle> In(string language)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var folder = $"Demo/{language}/";
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
                .Select(name => Read(assembly, name, Path.GetFileNameWithoutExtension(name[folder.Length..])))
                .OrderByDescending(article => article.DaysOld),
        ];
    }

    private static DemoArticle Read(Assembly assembly, string resource, string slug)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var head = new Dictionary<string, string>();
        while (reader.ReadLine() is { } line && line != "---")
        {
            var pair = line.Split(": ", 2);
            head[pair[0]] = pair[1];
        }
        return new DemoArticle(slug, head["title"], head["space"], head["author"], int.Parse(head["days"], CultureInfo.InvariantCulture),
            reader.ReadToEnd());
    }
}
