using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.Kernel.Ui;

/// <summary>
/// Addresses of the browser code that Vite built, read once from its manifest (https://vite.dev/guide/backend-integration).
/// </summary>
public sealed partial class Assets
{
    private readonly FrozenDictionary<string, Entry> entries;

    public Assets(IWebHostEnvironment environment, ILogger<Assets> log)
    {
        // WebRootPath is null where the folder does not exist.
        var manifest = Path.Combine(environment.WebRootPath ?? "wwwroot", "assets", "manifest.json");
        if (File.Exists(manifest))
        {
            using var stream = File.OpenRead(manifest);
            entries = JsonSerializer.Deserialize<Dictionary<string, Entry>>(stream, JsonSerializerOptions.Web)!.ToFrozenDictionary();
        }
        else
        {
            entries = FrozenDictionary<string, Entry>.Empty;
            LogMissing(log, manifest);
        }
        App = Script("app.ts");
        Theme = Script("theme.ts");
        Styles = Sheets("styles.ts");
        Fonts = Sheets("fonts.ts");
    }

    /// <summary>The module that loads islands; null where the browser code was not built.</summary>
    public string? App { get; }

    /// <summary>
    /// The classic script that applies the chosen theme before the first paint; null where the browser code was not built.
    /// </summary>
    public string? Theme { get; }

    public IReadOnlyList<string> Styles { get; }

    /// <summary>The faces of the type that the program brings; nothing waits for them.</summary>
    public IReadOnlyList<string> Fonts { get; }

    /// <returns>Null where the browser code was not built or has no such entry.</returns>
    public string? Script(string entry) => entries.TryGetValue(entry, out var found) ? Address(found.File) : null;

    private IReadOnlyList<string> Sheets(string entry) => entries.TryGetValue(entry, out var found) ? [.. found.Css.Select(Address)] : [];

    private static string Address(string file) => "/assets/" + file;

    [LoggerMessage(Level = LogLevel.Error, Message = "The browser code is not built: {Manifest} is missing. Start with bin/run, which builds it, or run: npm ci && npm run build")]
    private static partial void LogMissing(ILogger log, string manifest);

    private sealed record Entry(string File)
    {
        public IReadOnlyList<string> Css { get; init; } = [];
    }
}
