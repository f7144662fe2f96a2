using System.Text.Json;

namespace Guildhall.App.Browser.Hosting;

/// <summary>axe-core, the accessibility checker of Deque, on a page as it stands. https://www.deque.com/axe/core-documentation/</summary>
internal static class Axe
{
    private static readonly Lazy<string> Source = new(() => File.ReadAllText(Repository.PathOf("node_modules", "axe-core", "axe.min.js")));

    /// <summary>Half-way to another theme every contrast is wrong. What turns for ever is not waited for.</summary>
    private const string AtRest =
        """
        new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))).then(() => Promise.race([
            Promise.all(document.getAnimations().filter(a => a.effect.getComputedTiming().endTime !== Infinity)
                .map(a => a.finished.catch(() => null))),
            new Promise(late => setTimeout(late, 3000))])).then(() => null)
        """;

    public static async Task ShouldHaveNoAxeViolationsAsync(this Visit visit)
    {
        // Evaluated over the debugging protocol, so the page's content security policy stays as it is.
        if (!await visit.Page.EvaluateAsync<bool>("'axe' in window"))
            await visit.Page.EvaluateAsync(Source.Value);
        await visit.Page.EvaluateAsync(AtRest);
        var violations = await visit.Page.EvaluateAsync<JsonElement>("axe.run().then(result => result.violations)");
        Assert.True(violations.GetArrayLength() == 0, $"axe at {visit.Page.Url} ({visit.Look}):\n{string.Join('\n', violations.EnumerateArray().Select(Describe))}");
    }

    private static string Describe(JsonElement violation)
    {
        var places = violation.GetProperty("nodes").EnumerateArray()
            .Select(node => $"    {node.GetProperty("html").GetString()}\n      {node.GetProperty("failureSummary").GetString()}");
        return $"{violation.GetProperty("id").GetString()}: {violation.GetProperty("help").GetString()}\n{string.Join('\n', places)}";
    }
}
