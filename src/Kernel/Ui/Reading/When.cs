using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Guildhall.Kernel.Ui.Reading;

/// <summary>
/// An instant as a <c>time</c> element in the reader's time zone and language. Written by hand, since long lists are full of them.
/// </summary>
public sealed class When : IComponent
{
    private const int MostWritten = 5_000;
    private static readonly ConcurrentDictionary<(long Ticks, string Zone, bool IsChinese, bool DateOnly), string> Written = [];

    private RenderHandle handle;
    private TimeZoneInfo zone = TimeZoneInfo.Utc;

    /// <summary>UTC.</summary>
    [Parameter, EditorRequired]
    public DateTime At { get; set; }

    /// <summary>Without the time of day.</summary>
    [Parameter]
    public bool DateOnly { get; set; }

    /// <summary>"5 min ago" for what is near. Not on pages that are cached for visitors: it would grow stale.</summary>
    [Parameter]
    public bool Relative { get; set; }

    [Inject]
    private ReaderTime Time { get; set; } = null!;

    public void Attach(RenderHandle renderHandle) => handle = renderHandle;

    public async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        zone = await Time.ZoneAsync();
        handle.Render(Draw);
    }

    private void Draw(RenderTreeBuilder builder)
    {
        if (!Relative)
        {
            builder.AddMarkupContent(0, Markup());
            return;
        }
        builder.OpenElement(1, "time");
        builder.AddAttribute(2, "datetime", Instant);
        builder.AddAttribute(3, "title", Time.Exact(At, zone));
        builder.AddContent(4, Time.Relative(At, zone));
        builder.CloseElement();
    }

    private string Instant => At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Lists show the same instants over and over. Dates hold nothing that HTML would take for its own.</summary>
    private string Markup()
    {
        var key = (At.Ticks, zone.Id, Time.IsChinese, DateOnly);
        if (Written.TryGetValue(key, out var written))
            return written;
        if (Written.Count >= MostWritten)
            Written.Clear();
        var text = DateOnly ? Time.Date(At, zone) : Time.DateAndTime(At, zone);
        return Written[key] = $"""<time datetime="{Instant}" title="{Time.Exact(At, zone)}">{text}</time>""";
    }
}
