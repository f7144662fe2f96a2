using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Guildhall.Kernel.Ui.Reading;

/// <summary>
/// An instant as a <c>time</c> element in the reader's time zone and language. Written by hand, since long lists are full of them.
/// </summary>
public sealed class When : IComponent
{
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
        builder.OpenElement(0, "time");
        builder.AddAttribute(1, "datetime", At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        builder.AddAttribute(2, "title", Time.Exact(At, zone));
        builder.AddContent(3, Relative ? Time.Relative(At, zone) : DateOnly ? Time.Date(At, zone) : Time.DateAndTime(At, zone));
        builder.CloseElement();
    }
}
