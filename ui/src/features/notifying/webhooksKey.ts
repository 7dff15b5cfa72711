export const webhooksKey = (avee: string) => ["webhooks", avee];
