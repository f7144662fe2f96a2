using System.Globalization;
using System.Reflection;
using System.Text;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Resources;

namespace Guildhall.Communities.Demo;

/// <summary>
/// Brings a library of small files into a community of the demo. They lie in a folder beside this file: lines of "key: value", a line "---",
/// then the file itself.
/// </summary>
internal sealed class DemoLibrary(IResources resources, ICommunities communities, CommunityCache cache, TimeProvider time)
{
    public async Task RunAsync(
        DemoCommunity planned, CommunityInfo community, IReadOnlyDictionary<string, long> people, CancellationToken cancel)
    {
        var library = await communities.EnsureSpaceAsync(
            community.Id, "templates", planned.Language == "zh" ? "资料库" : "Library", SpaceKind.Resources, cancel: cancel);
        cache.Evict();
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith($"Demo/{planned.Language}-files/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            await BringAsync(assembly, name, library, people, cancel);
    }

    private async Task BringAsync(
        Assembly assembly, string name, long library, IReadOnlyDictionary<string, long> people, CancellationToken cancel)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        var head = new Dictionary<string, string>();
        while (await reader.ReadLineAsync(cancel) is { } line && line != "---")
        {
            var pair = line.Split(": ", 2);
            head[pair[0]] = pair[1];
        }
        var text = await reader.ReadToEndAsync(cancel);
        var at = time.GetUtcNow().UtcDateTime.AddDays(-int.Parse(head["days"], CultureInfo.InvariantCulture));
        await resources.BringAsync(new NewResource(
            library, people[head["author"]], head["title"], head["about"], "CC-BY-4.0", Path.GetFileName(name), Encoding.UTF8.GetBytes(text), at),
            cancel);
    }
}

/// <summary>The rooms of a community of the demo beside its columns.</summary>
internal sealed class DemoRooms(DemoTalk talk, DemoLibrary library, DemoCourse course, DemoSessions sessions)
{
    public async Task RunAsync(
        DemoCommunity planned, CommunityInfo community, IReadOnlyDictionary<string, long> people, CancellationToken cancel)
    {
        await talk.RunAsync(planned, community, people, cancel);
        await library.RunAsync(planned, community, people, cancel);
        await course.RunAsync(planned, community, people, cancel);
        await sessions.RunAsync(planned, community, people, cancel);
    }
}
