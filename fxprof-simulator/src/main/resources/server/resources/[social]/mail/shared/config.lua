MailConfig = {
    box = 8,
    sample = {
        'cheap cars near the docks buy now', 'meeting at city hall tomorrow at noon',
        'win a free yacht click here now', 'your rent is due please pay',
        'police report attached see below', 'lottery winner claim your prize now',
    },
}
