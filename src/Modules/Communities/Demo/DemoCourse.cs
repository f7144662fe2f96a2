using System.Globalization;
using System.Reflection;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Learning;

namespace Guildhall.Communities.Demo;

/// <summary>
/// Brings a course into a community of the demo, and its members some way into it. It lies in a folder beside this file: lines of
/// "key: value", a line "---", what it is about, then sections ("=== section: …"), lessons and quizzes ("## lesson: …", "## quiz: …") and
/// questions ("? …", options with "* " or "- ", "! " for the explanation).
/// </summary>
internal sealed class DemoCourse(ICourses courses, ICommunities communities, CommunityCache cache, TimeProvider time)
{
    public async Task RunAsync(
        DemoCommunity planned, CommunityInfo community, IReadOnlyDictionary<string, long> people, CancellationToken cancel)
    {
        var space = await communities.EnsureSpaceAsync(
            community.Id, "learn", planned.Language == "zh" ? "课程" : "Courses", SpaceKind.Courses, cancel: cancel);
        cache.Evict();
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith($"Demo/{planned.Language}-course/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var course = Read(await reader.ReadToEndAsync(cancel), planned.Language, space, people, time.GetUtcNow().UtcDateTime);
            var id = await courses.BringAsync(course, cancel);
            // Only a free course is taken for nothing. They stand in different places of it, and the first has done it all.
            if (course.Price is null)
                foreach (var (index, person) in planned.Members.Index())
                    await courses.BringLearnerAsync(id, people[person.Key], index == 0 ? 99 : index % 4, course.At.AddDays(index), cancel);
        }
    }

    private static NewCourse Read(string text, string language, long space, IReadOnlyDictionary<string, long> people, DateTime now)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var end = Array.IndexOf(lines, "---");
        var head = lines[..end].Select(l => l.Split(": ", 2)).ToLookup(p => p[0], p => p[1]);
        var parts = Parts(lines[(end + 1)..], "=== section: ").ToList();
        return new NewCourse(
            space, people[head["author"].First()], head["title"].First(), head["summary"].First(), parts[0].Text, [.. head["outcome"]], language,
            head["price"].FirstOrDefault() is { } price ? long.Parse(price, CultureInfo.InvariantCulture) : null,
            [.. parts.Skip(1).Select(p => SectionOf(p.Head, p.Text))],
            now.AddDays(-int.Parse(head["days"].First(), CultureInfo.InvariantCulture)));
    }

    private static NewSection SectionOf(string head, string text)
    {
        var pair = head.Split(" | days: ");
        return new NewSection(pair[0], pair.Length > 1 ? int.Parse(pair[1], CultureInfo.InvariantCulture) : null,
            [.. Parts(text.Split('\n'), "## ").Skip(1).Select(p => LessonOf(p.Head, p.Text))]);
    }

    private static NewLesson LessonOf(string head, string text)
    {
        var pair = head.Split(": ", 2);
        return pair[0] == "quiz" ? new NewLesson(pair[1], "", false,
            [.. Parts(text.Split('\n'), "? ").Skip(1).Select(p => QuestionOf(p.Head, p.Text))])
            : new NewLesson(pair[1], text, pair[0] == "lesson preview", []);
    }

    private static NewQuestion QuestionOf(string head, string text)
    {
        var lines = text.Split('\n');
        var options = lines.Where(l => l.StartsWith("* ", StringComparison.Ordinal) || l.StartsWith("- ", StringComparison.Ordinal)).ToList();
        return new NewQuestion(head, options.ConvertAll(o => o[2..]),
            [.. options.Index().Where(o => o.Item[0] == '*').Select(o => o.Index)],
            lines.FirstOrDefault(l => l.StartsWith("! ", StringComparison.Ordinal))?[2..] ?? "");
    }

    /// <summary>What stands before the first line that begins so, and then each of these with the lines below it.</summary>
    private static IEnumerable<(string Head, string Text)> Parts(IEnumerable<string> lines, string mark)
    {
        var (head, body) = ("", new List<string>());
        foreach (var line in lines)
        {
            if (!line.StartsWith(mark, StringComparison.Ordinal))
            {
                body.Add(line);
                continue;
            }
            yield return (head, string.Join('\n', body).Trim());
            (head, body) = (line[mark.Length..], []);
        }
        yield return (head, string.Join('\n', body).Trim());
    }
}
