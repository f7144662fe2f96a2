using System.Diagnostics;
using System.Text.Json;
using Guildhall.App.Tests.House;

namespace Guildhall.App.Tests.Payments;

/// <summary>A vendor's own library, in Node: it signs what our endpoints receive and reads what we send.</summary>
internal static class Peer
{
    /// <param name="script">Below tests/peers.</param>
    /// <param name="input">Given to it as JSON; what it writes comes back as JSON.</param>
    public static async Task<JsonElement> RunAsync(string script, object input)
    {
        Assert.True(Directory.Exists(Path.Combine(Repository.Root, "node_modules")), "The peers need their packages: npm ci");
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Repository.Root, "tests", "peers", script)])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root,
        })!;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(input));
        node.StandardInput.Close();
        var errors = node.StandardError.ReadToEndAsync();
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await errors + output);
        return JsonSerializer.Deserialize<JsonElement>(output);
    }
}
