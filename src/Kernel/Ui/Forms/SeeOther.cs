using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Kernel.Ui.Forms;

public static class SeeOther
{
    /// <summary>
    /// Leads from a form to the page that comes after it by 303 (RFC 9110, 15.4.4), which every browser follows with GET, and a reload does
    /// not send the form again. Like <see cref="NavigationManager.NavigateTo(string, bool, bool)"/> it returns to its caller.
    /// </summary>
    /// <param name="path">Of this site: see <see cref="Http.LocalRedirects"/>.</param>
    public static void GoTo(this NavigationManager navigation, HttpContext http, string path)
    {
        navigation.NavigateTo(path);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
    }
}
