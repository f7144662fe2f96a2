using System.Text;
using Guildhall.Content.Import;

namespace Guildhall.App.Tests.Content;

/// <summary>
/// Files that another site kept closed: every sign that the import knows, in every format of a head that it reads, each with a canary in
/// its title and text; and in ways to write a format, which take turns with the signs. Signs are found by themselves, so that a new one
/// is planted the day it is written. An open file in each form sings another word, so that a reader who met nothing would be noticed.
/// </summary>
internal sealed class CanaryMatrix
{
    public const string Closed = LeakMatrix.Unpublished, Open = "greencanary";

    private static readonly Form[] Formats =
    [
        new("yaml", 3, (title, name, value) => $"---\ntitle: {title}\n{name}: {value}\n---\n"),
        new("toml", 3, (title, name, value) => $"+++ \ntitle = \"{title}\"\n\"{name}\" = {value}\n+++\n"),
        new("json", 3, (title, name, value) => $"{{\n  \"title\": \"{title}\",\n  \"{name}\": {value}\n}}\n"),
        new("half-json", 2, (title, name, value) => $"\"title\": \"{title}\",\n\"{name}\": {value}\n;;;\n"),
        new("half-yaml", 2, (title, name, value) => $"title: {title}\n{name}: {value}\n---\n"),
        new("bare", 2, (title, name, value) => $"Title: {title}\n{name}: {value}\n\n"),
    ];

    private static readonly Form[] Ways =
    [
        new("hexo-json", 3, (title, name, value) => $";;;\n\"title\": \"{title}\",\n\"{name}\": {value}\n;;;\n"),
        new("nikola", 3, (title, name, value) => $"<!--\n.. title: {title}\n.. {name}: {value}\n-->\n"),
        new("loose", 4, (title, name, value) => $"\n----- \t\ntitle: {title}\n{name}: {value}\n...\n"),
        new("windows", 3, (title, name, value) => $"\ufeff---\r\ntitle: {title}\r\n{name}: {value}\r\n---\r\n"),
        new("line", 1, (title, name, value) => $"{{\"title\":\"{title}\",\"{name}\":{value}}}\n"),
        new("named-toml", 3, (title, name, value) => $"---toml\ntitle = \"{title}\"\n\"{name}\" = {value}\n---\n"),
        new("named-json", 4, (title, name, value) => $"---json\n{{\n\"title\": \"{title}\",\n\"{name}\": {value}\n}}\n---\n"),
        new("logseq", 2, (title, name, value) => $"title:: {title}\n{name}:: {value}\n\n"),
        new("comment", 4, (title, name, value) => $"<!--\n---\ntitle: {title}\n{name}: {value}\n---\n-->\n"),
    ];

    /// <summary>Path of a closed file, and what its row must say.</summary>
    public List<(string Path, string Slug, string Says)> Files { get; } = [];

    public static IReadOnlyList<string> OpenSlugs => [.. Formats.Concat(Ways).Select(f => $"open-{f.Name}")];

    public Folder Plant()
    {
        var folder = new Folder();
        foreach (var form in Formats.Concat(Ways))
            folder.With($"announcements/open-{form.Name}.md", form.Write($"Open {Open}", "weight", "1") + Text(Open));
        var number = 0;
        foreach (var (name, rule) in ClosedSigns.Rules)
        {
            number++;
            foreach (var form in (Form[])[.. Formats, Ways[number % Ways.Length]])
            {
                var head = form.Write($"Title {Closed}", name, Specimen(rule));
                Add(folder, $"announcements/{form.Name}-{number}.md", head, $"Line {form.Line}: \"{name}");
            }
        }
        foreach (var name in ClosedSigns.Folders)
            Add(folder, $"announcements/{name}/in-{Files.Count}.md", "---\ntitle: T\n---\n", $"\"{name}\"");
        Add(folder, "announcements/_below.md", "", "\"_below.md\"");
        Add(folder, "announcements/name.draft.md", "", "\"name.draft.md\"");
        return folder;
    }

    private void Add(Folder folder, string path, string head, string says)
    {
        folder.With(path, Encoding.UTF8.GetBytes(head + Text(Closed)));
        Files.Add((path, Kernel.Values.Slug.From(Path.GetFileNameWithoutExtension(path), "article"), says));
    }

    private static string Text(string word) => $"Sings {word} sings.\n\n![{word}](x.png)\n";

    /// <summary>A value that closes, and that reads the same in all languages of heads.</summary>
    private static string Specimen(ClosedSigns.Rule rule) => rule switch
    {
        ClosedSigns.Rule.Yes or ClosedSigns.Rule.Hide => "true",
        ClosedSigns.Rule.NotYes or ClosedSigns.Rule.No => "false",
        ClosedSigns.Rule.Set => "\"sesame\"",
        ClosedSigns.Rule.NotEveryone => "\"members\"",
        ClosedSigns.Rule.State => "\"pending\"",
        ClosedSigns.Rule.Kind or ClosedSigns.Rule.Tag => "\"draft\"",
        ClosedSigns.Rule.NoIndex => "\"noindex\"",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "What closes by it? The matrix must know, or it plants nothing."),
    };

    private sealed record Form(string Name, int Line, Func<string, string, string, string> Write);
}
