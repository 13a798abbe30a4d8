'use strict';
// Asks for the place only when somebody presses the button, and says it to our own page alone: rounded to a
// hundred metres or so.
(() => {
  const form = document.getElementById('near');
  if (!form || !navigator.geolocation) return;
  form.hidden = false;
  form.addEventListener('submit', event => {
    event.preventDefault();
    navigator.geolocation.getCurrentPosition(found => {
      const near = found.coords.latitude.toFixed(3) + ',' + found.coords.longitude.toFixed(3);
      location.assign('/stations?near=' + near);
    }, () => { form.hidden = true; }, {timeout: 10000, maximumAge: 60000});
  });
})();
